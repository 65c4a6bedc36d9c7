import { APPLICATION_ID, PROJECTION_VERSION } from '#broker/ledger/schema';
import type { Sql } from '#broker/ledger/sqlite';
import { RingproofError } from '#core/errors';

/** The value of a SQLite pragma that is a number. */
export const number = (sql: Sql, pragma: 'application_id' | 'user_version'): number => Object.values(sql.get<Record<string, number>>(`PRAGMA ${pragma}`) ?? {})[0] ?? 0;

/**
 * An empty database, or a ledger in a format that this ringproof knows; older ones are brought up to date by whoever opens them.
 * @throws RingproofError RP_LEDGER_FOREIGN, RP_LEDGER_NEWER.
 */
export function mustBeReadable(sql: Sql, file: string): void {
  if (number(sql, 'application_id') !== APPLICATION_ID) {
    if (sql.get('SELECT 1 FROM sqlite_schema') === undefined) return;
    throw new RingproofError('RP_LEDGER_FOREIGN', { file, reason: 'it is the database of another program' });
  }
  const format = number(sql, 'user_version');
  if (format <= PROJECTION_VERSION) return;
  const wrote = sql.get<{ ringproof: string }>('SELECT ringproof FROM formats WHERE format = ?', format)?.ringproof ?? 'of a later version';
  throw new RingproofError('RP_LEDGER_NEWER', { file, wrote, format, known: PROJECTION_VERSION });
}
