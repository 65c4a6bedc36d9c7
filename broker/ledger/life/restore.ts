import { existsSync, rmSync } from 'node:fs';
import { type Finding, checkLedger } from '#broker/ledger/life/check';
import { type SnapshotFacts, snapshot } from '#broker/ledger/life/snapshot';
import { openSqlite } from '#broker/ledger/sqlite';
import { RingproofError } from '#core/errors';

export type Restored = { restored: SnapshotFacts } | { findings: Finding[] };

/**
 * Puts a backup in the place of a ledger, after a full check of it; gives what the check found when it found something.
 * @throws RingproofError RP_FILE_EXISTS without `overwrite`, RP_LEDGER_IN_USE, RP_LEDGER_*.
 */
export function restore(backup: string, file: string, { overwrite }: { overwrite: boolean }): Restored {
  if (existsSync(file) && !overwrite) throw new RingproofError('RP_FILE_EXISTS', { file, advice: '--overwrite puts the backup in its place; what only the ledger has is then gone.' });
  const { findings } = checkLedger(backup);
  if (findings.length > 0) return { findings };
  if (existsSync(file)) mustBeUnused(file);
  const restored = snapshot(backup, file);
  // They belong to the ledger that was replaced: SQLite would play them into the new one.
  for (const ending of ['-wal', '-shm']) rmSync(file + ending, { force: true });
  return { restored };
}

/** Leaving WAL mode needs the file for oneself. A ledger that is too damaged to be asked is nobody's. */
function mustBeUnused(file: string): void {
  try {
    const sql = openSqlite(file, { timeout: 0 });
    try {
      sql.exec('PRAGMA journal_mode = DELETE');
    } finally {
      sql.close();
    }
  } catch (thrown) {
    if (thrown instanceof RingproofError && (thrown.code === 'RP_LEDGER_CORRUPT' || thrown.code === 'RP_LEDGER_FOREIGN')) return;
    if (thrown instanceof RingproofError && /locked|another process/.test(thrown.message)) throw new RingproofError('RP_LEDGER_IN_USE', { file }, thrown);
    throw thrown;
  }
}
