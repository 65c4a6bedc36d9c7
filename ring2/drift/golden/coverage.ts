import type { Goldens } from '#ring2/drift/golden/store';
import type { Performance } from '#ring2/drift/play';
import { ORIGINS } from '#ring2/drift/scenario';
import type { DriftTarget } from '#ring2/drift/target';

/** On what ground the expectations of a run stand, in counts and as a line for people. Only what Azure showed counts as recorded from Azure. */
export function coverage(performances: readonly Performance[], { driver }: Pick<DriftTarget, 'driver'>, goldens: Goldens) {
  const grounds = performances.map((performance) => {
    const found = goldens.find(performance, driver);
    if (!found) return performance.scenario.origin === 'recorded' ? 'recorded, not at hand' : performance.scenario.origin;
    return found.stale ? 'stale' : found.golden.origin.service === 'azure' ? 'recorded from Azure' : 'recorded from another service';
  });
  const counts = Object.fromEntries([...GROUNDS].map((ground) => [ground, grounds.filter((one) => one === ground).length]).filter(([ground, count]) => ground === 'recorded from Azure' || count !== 0)) as Record<string, number>;
  const [azure = 0, ...rest] = Object.values(counts);
  const others = Object.keys(counts).slice(1).map((ground, index) => `${ground}: ${rest[index]}`);
  return { counts, words: `recorded from Azure: ${azure} of ${performances.length}${others.map((one) => `; ${one}`).join('')}` };
}

const GROUNDS = ['recorded from Azure', 'recorded from another service', 'recorded, not at hand', 'stale', ...ORIGINS.filter((origin) => origin !== 'recorded')] as const;
