import type { Service } from '#ring2/drift/golden/golden';
import { type Cost, madeInWords, sumOf } from '#ring2/drift/provision/cost';
import type { DriftTarget } from '#ring2/drift/target';

interface Taking { target: DriftTarget; service: Service; opening: Cost; scenarios: readonly Cost[]; before: number; runs: number }

/** What a recording will take, in words: said before anything is asked. */
export function whatItTakes({ target, service, opening, scenarios, before, runs }: Taking): string {
  const { operations, made, waitMs } = sumOf([opening, sumOf(scenarios, runs)], 1);
  const price = service === 'azure'
    ? "By Azure's price list the base charge of the Standard tier covers the first 13 million operations of a month."
    : 'By its address this is not Azure: what is recorded says nothing about Azure.';
  return `Recording ${scenarios.length} scenario(s) on ${target.name}, ${runs} times each${before > 0 ? `, ${before} more recorded before` : ''}: about ${operations} operations, ${madeInWords(made)} made and removed, at least ${Math.ceil(waitMs / 60_000)} min of waiting.
${price}
`;
}
