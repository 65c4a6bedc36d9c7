import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { mustBeReadable, number } from '#broker/ledger/format';
import { openSqlite } from '#broker/ledger/sqlite';
import { RingproofError, reasonOf } from '#core/errors';

export interface SnapshotFacts { facts: number; lastFactAt: number | undefined; format: number }

/**
 * Copies a ledger as it is at one moment, while others go on writing: one read transaction, which in WAL mode keeps
 * nobody waiting. The copy is compact and one file; it is at its place when it is complete and on the disk, or not at all.
 * @throws RingproofError RP_LEDGER_*, RP_FILE_UNWRITABLE.
 */
export function snapshot(from: string, to: string): SnapshotFacts {
  const half = `${to}.${process.pid}.part`;
  try {
    mkdirSync(dirname(to), { recursive: true });
    rmSync(half, { force: true });
  } catch (thrown) {
    throw new RingproofError('RP_FILE_UNWRITABLE', { file: to, reason: reasonOf(thrown) }, thrown);
  }
  try {
    const facts = copy(from, half);
    intoPlace(half, to);
    return facts;
  } finally {
    rmSync(half, { force: true });
  }
}

function copy(from: string, half: string): SnapshotFacts {
  const sql = openExisting(from);
  try {
    mustBeReadable(sql, from);
    sql.run('VACUUM INTO ?', half);
  } finally {
    sql.close();
  }
  const copied = openSqlite(half, { readOnly: true });
  try {
    const last = copied.get<{ facts: number; at: number | null }>('SELECT count(*) AS facts, max(at) AS at FROM facts');
    return { facts: last?.facts ?? 0, lastFactAt: last?.at ?? undefined, format: number(copied, 'user_version') };
  } finally {
    copied.close();
  }
}

/** Opens a ledger for reading only. @throws RingproofError RP_LEDGER_MISSING. */
export function openExisting(file: string): ReturnType<typeof openSqlite> {
  if (!existsSync(file)) throw new RingproofError('RP_LEDGER_MISSING', { file });
  return openSqlite(file, { readOnly: true });
}

/** A rename is all or nothing, once the bytes and then the folder are on the disk. */
function intoPlace(half: string, to: string): void {
  try {
    sync(half);
    renameSync(half, to);
    sync(dirname(to));
  } catch (thrown) {
    throw new RingproofError('RP_FILE_UNWRITABLE', { file: to, reason: reasonOf(thrown) }, thrown);
  }
}

function sync(path: string): void {
  const opened = openSync(path, 'r');
  fsyncSync(opened);
  closeSync(opened);
}
