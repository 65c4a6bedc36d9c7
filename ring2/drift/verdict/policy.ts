import { EXIT, worst } from '#core/outcome';
import type { Report, Result } from '#core/report';
import type { Entry } from '#ring2/drift/allowances/read';
import { isDeclaredGap, isGap } from '#ring2/drift/capabilities';
import type { Stale } from '#ring2/drift/freshness/stale';
import type { DriftFinding } from '#ring2/drift/verdict/finding';

const GROUP = 'policy';

interface Circumstances {
  results: readonly Result[];
  expired: readonly Entry[];
  unused: readonly Entry[];
  /** The allow-list. */
  file: string;
  stale: readonly Stale[];
}

/** What makes a run worthless or forbidden, whatever was found: each as a failed result of its own. */
export function policyProblems({ results, expired, unused, file, stale }: Circumstances): Result[] {
  const problem = (name: string, reason: string): Result => ({ name, group: GROUP, outcome: 'failed', reason });
  return [
    ...(results.every(isGap) ? [problem('nothing ran', 'Every scenario needs something that a target or the client declares not to have, so nothing was played and nothing is known.')] : []),
    ...expired.map((entry) => problem(`expired allowance of ${subjectOf(entry)}`, `${file}, line ${entry.line}: expired on ${entry.expires}. ${entry.owner} answers for it: ${entry.reason} (${entry.link})`)),
    ...unused.map((entry) => problem(`unused allowance of ${subjectOf(entry)}`, `${unusedSentence(file, entry)} With --strict that fails.`)),
    ...stale.map(({ scenario, reason }) => problem(`stale evidence of ${scenario}`, reason)),
  ];
}

export const unusedSentence = (file: string, entry: Entry): string =>
  `${file}, line ${entry.line}: the allowance of ${subjectOf(entry)} excused nothing in this run: take it out.`;

const subjectOf = ({ scenario, fingerprint, step, path }: Entry): string => fingerprint ?? [scenario, step, path].filter(Boolean).join(', ');

/** Failed for a difference that no allowance names, not even one that has expired. */
const isUnexcused = ({ outcome, details }: Result): boolean =>
  outcome === 'failed' && (((details?.['findings'] ?? []) as DriftFinding[]).some(({ gates, excused }) => gates && !excused)
    || ((details?.['golden'] as { unexcused?: number } | undefined)?.unexcused ?? 0) > 0);

/** 1 for drift that nobody ever excused, then 4 for a broken policy, then 3 for what could not be told and is no declared gap, then 0. */
export function conclude(results: readonly Result[], problems: readonly Result[]): Pick<Report, 'outcome' | 'exit'> {
  const outcome = worst([...results.filter((one) => !isDeclaredGap(one)), ...problems].map((one) => one.outcome));
  return problems.length > 0 && !results.some(isUnexcused) ? { outcome, exit: EXIT.policy } : { outcome };
}
