import type { Report } from '#core/report';
import type { DriftFinding } from '#ring2/drift/verdict/finding';

/**
 * Contracts whose proofs against a double are in doubt by a drift report, and why: there is drift that nobody excuses in a
 * scenario they rest on, or it could not be played because a target declares a gap.
 */
export function doubtsOf({ results }: Pick<Report, 'results'>): Map<string, string> {
  const doubts = new Map<string, string>();
  for (const { name, details } of results) {
    const why = doubtIn(name, details);
    for (const contract of (why && (details?.['contracts'] as string[] | undefined)) || []) {
      const before = doubts.get(contract);
      doubts.set(contract, before ? `${before}; ${why}` : (why ?? ''));
    }
  }
  return doubts;
}

/** The doubt that one result casts. */
export function doubtIn(name: string, details: Report['details']): string | undefined {
  const gap = details?.['gap'] as { target: string; capability: string } | undefined;
  if (gap) return `${gap.target} lacks ${gap.capability}, which ${name} needs`;
  const findings = (details?.['findings'] ?? []) as DriftFinding[];
  const worst = findings.find(({ gates, excused }) => gates && (!excused || excused.expired));
  if (worst) return `there is drift in ${worst.fingerprint}`;
  const departs = (details?.['golden'] as { unexcused?: number } | undefined)?.unexcused ?? 0;
  return departs > 0 ? `${name} departs from its golden` : undefined;
}
