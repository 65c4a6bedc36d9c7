import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { RingproofError, reasonOf } from '#core/errors';
import type { Entry } from '#ring2/drift/allowances/read';

export const ALLOW_FILE = 'drift-allow.json';

/**
 * The allow-list that a flag names, or the default one if it is there. `today` is `YYYY-MM-DD`.
 * @throws RingproofError RP_FILE_UNREADABLE, RP_ALLOW_INVALID
 */
export async function allowancesOf(cwd: string, named: string | undefined, today: string): Promise<{ file: string; entries: Entry[]; today: string }> {
  const file = named ?? ALLOW_FILE;
  if (named === undefined && !existsSync(resolve(cwd, file))) return { file, entries: [], today };
  const { readAllowances } = await import('#ring2/drift/allowances/read');
  return { file, entries: readAllowances(allowText(cwd, file), file, today), today };
}

export function allowText(cwd: string, file: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8');
  } catch (thrown) {
    throw new RingproofError('RP_FILE_UNREADABLE', { file, reason: reasonOf(thrown) }, thrown);
  }
}
