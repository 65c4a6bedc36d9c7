import type { Hunt } from '#ring2/drift/mutation/hunt';
import type { Mutant } from '#ring2/drift/mutation/mutant';

/** Of all mutants: how many were found by every scenario that is about them, and in the expected class; and what else went wrong. An alias: it is stored in reports. */
export type Score = {
  mutants: number;
  found: number;
  classed: number;
  surprises: number;
};

export const scoreOf = (hunts: readonly Hunt[]): Score => ({
  mutants: hunts.length,
  found: hunts.filter(({ catches }) => catches.every(({ found }) => found)).length,
  classed: hunts.filter(({ catches }) => catches.every(({ classed }) => classed)).length,
  surprises: hunts.reduce((sum, { surprises }) => sum + surprises.length, 0),
});

export const isPerfect = ({ mutants, found, classed, surprises }: Score): boolean => mutants > 0 && found === mutants && classed === mutants && surprises === 0;

export const scoreLine = ({ mutants, found, classed }: Score): string => `${found} of ${mutants} found, ${classed} of ${mutants} rightly classed`;

/** What was expected and not seen, or seen and not expected, a line for each; empty for a mutant that is found as it should be. */
export const missedIn = ({ catches, surprises }: Hunt): string[] => [
  ...catches.filter(({ classed }) => !classed).map(({ scenario, expected: { step, path, kind, direction }, instead }) => `NOT by ${scenario}: expected ${kind}, ${direction} (${step}: ${path}), ${instead ?? ''}`),
  ...surprises.map((surprise) => `SURPRISE: ${surprise}`),
];

/** Who found it, in which class. */
export const foundBy = ({ catches }: Hunt): string =>
  catches.filter(({ classed }) => classed).map(({ scenario, expected: { kind, direction } }) => `${scenario} (${kind}, ${direction})`).join('; ');

/** The scenarios that some mutant turns red, and those that none does. */
export function seenRed(mutants: readonly Mutant[], scenarios: readonly string[]): { seen: string[]; never: string[] } {
  const red = new Set(mutants.flatMap(({ caught, also = [] }) => [...Object.keys(caught), ...also]));
  return { seen: scenarios.filter((name) => red.has(name)), never: scenarios.filter((name) => !red.has(name)) };
}
