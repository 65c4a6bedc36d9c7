import type { Verdict } from '#core/outcome';
import type { Result } from '#core/report';

export interface Group {
  name: string;
  counts: Record<Verdict, number>;
  /** Those that somebody should look at: failed, inconclusive, or excused. */
  notable: Result[];
  /** Plainly passed. */
  good: Result[];
}

/** The results by group, in order of their names; undefined for a report that has none. */
export function groupsOf(results: readonly Result[]): Group[] | undefined {
  if (!results.some(({ group }) => group)) return undefined;
  const byName = Map.groupBy(results, ({ group = 'others' }) => group);
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, own]): Group => {
    const counts = { passed: 0, failed: 0, inconclusive: 0 };
    for (const { outcome } of own) counts[outcome] += 1;
    return { name, counts, notable: own.filter((one) => !isPlain(one)), good: own.filter(isPlain) };
  });
}

const isPlain = ({ outcome, excused = [] }: Result): boolean => outcome === 'passed' && excused.length === 0;

/** `18 passed, 1 failed`, without what there is none of. */
export const groupSentence = ({ counts }: Group): string =>
  Object.entries(counts).filter(([, count]) => count > 0).map(([verdict, count]) => `${count} ${verdict}`).join(', ');
