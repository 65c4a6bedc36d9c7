import type { Hunt } from '#ring2/drift/mutation/hunt';
import type { Mutant } from '#ring2/drift/mutation/mutant';

/** Of all mutants: how many were found by every scenario that is about them, and in the expected class; and what else went wrong. */
export interface Score {
  mutants: number;
  found: number;
  classed: number;
  surprises: number;
}

export const scoreOf = (hunts: readonly Hunt[]): Score => ({
  mutants: hunts.length,
  found: hunts.filter(({ catches }) => catches.every(({ found }) => found)).length,
  classed: hunts.filter(({ catches }) => catches.every(({ classed }) => classed)).length,
  surprises: hunts.reduce((sum, { surprises }) => sum + surprises.length, 0),
});

export const isPerfect = ({ mutants, found, classed, surprises }: Score): boolean => mutants > 0 && found === mutants && classed === mutants && surprises === 0;

export const scoreLine = ({ mutants, found, classed }: Score): string => `${found} of ${mutants} found, ${classed} of ${mutants} rightly classed`;

/** A mutant's lines: what it is, who found it in which class, and what nobody expected. */
export function huntLines({ catches, surprises }: Hunt, { name, about }: Mutant): string {
  const found = catches.map(({ scenario, expected: { step, path, kind, direction }, classed, instead }) =>
    classed ? `    ${scenario}: ${kind}, ${direction} (${step}: ${path})` : `    NOT by ${scenario}: expected ${kind}, ${direction} (${step}: ${path}), ${instead}`);
  return [`  ${name}: ${about}`, ...found, ...surprises.map((surprise) => `    SURPRISE: ${surprise}`), ''].join('\n');
}

/** The scenarios that some mutant turns red, and those that none does. */
export function seenRed(mutants: readonly Mutant[], scenarios: readonly string[]): { seen: string[]; never: string[] } {
  const red = new Set(mutants.flatMap(({ caught, also = [] }) => [...Object.keys(caught), ...also]));
  return { seen: scenarios.filter((name) => red.has(name)), never: scenarios.filter((name) => !red.has(name)) };
}
