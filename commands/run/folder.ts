import { closeSync, existsSync, mkdirSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RingproofError, reasonOf } from '#core/errors';

const PARTS = ['pacts', 'ledger.db', 'ledger.db-wal', 'ledger.db-shm'];
const PAGE = 'index.html';
const TITLE = '<title>ringproof run';

/**
 * Makes the folder of a run ready: what an earlier run left there goes, and nothing else ever does.
 * @throws RingproofError RP_USAGE_VALUE when the folder holds files of somebody else under the same names, RP_FILE_UNWRITABLE
 */
export function prepareFolder(out: string): void {
  writing(out, () => mkdirSync(out, { recursive: true }));
  const present = [...PARTS, PAGE].filter((part) => existsSync(join(out, part)));
  if (present.length > 0 && !isRunPage(join(out, PAGE))) {
    throw new RingproofError('RP_USAGE_VALUE', { flag: '--out', value: out, expected: `Its ${present.join(', ')} would be replaced, and no earlier run wrote them: choose another folder.` });
  }
  writing(out, () => {
    for (const part of PARTS) rmSync(join(out, part), { recursive: true, force: true });
  });
}

/** Writes the page as it is known so far; it also marks the folder as that of a run. */
export function writePage(out: string, html: string): string {
  const file = join(out, PAGE);
  writing(file, () => writeFileSync(file, html));
  return file;
}

function isRunPage(file: string): boolean {
  if (!existsSync(file)) return false;
  const start = Buffer.alloc(1_000);
  const page = openSync(file, 'r');
  try {
    readSync(page, start);
  } finally {
    closeSync(page);
  }
  return start.toString().includes(TITLE);
}

function writing(file: string, write: () => void): void {
  try {
    write();
  } catch (thrown) {
    throw new RingproofError('RP_FILE_UNWRITABLE', { file, reason: reasonOf(thrown) }, thrown);
  }
}
