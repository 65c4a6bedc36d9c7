import type { Goldens } from '#ring2/drift/golden/store';
import type { Performance } from '#ring2/drift/play';
import { ORIGINS } from '#ring2/drift/scenario';
import type { DriftTarget } from '#ring2/drift/target';

/** On what ground the expectations of a run stand, as a line for people. Only what Azure showed counts as recorded from Azure. */
export function coverage(performances: readonly Performance[], { driver }: Pick<DriftTarget, 'driver'>, goldens: Goldens): string {
  const grounds = performances.map((performance) => {
    const found = goldens.find(performance, driver);
    if (!found) return performance.scenario.origin === 'recorded' ? 'recorded, not at hand' : performance.scenario.origin;
    return found.stale ? 'recorded, stale' : found.golden.origin.service === 'azure' ? AZURE : 'recorded from another service';
  });
  const count = (ground: string) => grounds.filter((one) => one === ground).length;
  const others = OTHERS.flatMap((ground) => (count(ground) > 0 ? [`; ${ground}: ${count(ground)}`] : []));
  return `recorded from Azure: ${count(AZURE)} of ${performances.length}${others.join('')}`;
}

const AZURE = 'recorded from Azure';
const OTHERS = ['recorded from another service', 'recorded, not at hand', 'recorded, stale', ...ORIGINS.filter((origin) => origin !== 'recorded')];
