import { matchesGlob } from 'node:path';
import { RingproofError } from '#core/errors';
import type { Outcome } from '#core/outcome';
import type { Progress } from '#core/report';
import type { Row } from '#ring1/row';
import { ROWS } from '#ring1/rows';

export interface RowsOptions {
  /** Over the names of rows, and over repositories. */
  glob: string;
  progress: Progress;
  signal: AbortSignal;
}

/**
 * Runs rows one after the other.
 * @throws RingproofError RP_ROW_UNKNOWN when none matches
 */
export async function runRows({ glob, progress, signal }: RowsOptions): Promise<{ row: Row; outcome: Outcome }[]> {
  const chosen = ROWS.filter(({ name, repository }) => matchesGlob(name, glob) || matchesGlob(repository, glob));
  if (chosen.length === 0) throw new RingproofError('RP_ROW_UNKNOWN', { glob, known: ROWS.map(({ name }) => name).join(', ') });
  const runs = [];
  for (const [index, row] of chosen.entries()) {
    progress.step(`row ${row.name}`, index + 1, chosen.length);
    runs.push({ row, outcome: signal.aborted ? ({ outcome: 'inconclusive', reason: 'interrupted before it began' } as const) : await row.run() });
  }
  return runs;
}
