import type { FactOf } from '#broker/ledger/facts';
import type { Sql } from '#broker/ledger/sqlite';

type Removal = 'pact-removed' | 'version-removed' | 'pacticipant-removed' | 'integration-removed';

/**
 * What each removal takes out of the projections: what the real broker takes with it, and no more. A content stays when
 * its last pact goes, so that the same content published again is verified at once.
 */
export const REMOVALS: { [K in Removal]: (sql: Sql, fact: FactOf<K>) => void } = {
  'pact-removed': (sql, { consumer, version, provider }) =>
    sql.run(`DELETE FROM pacts WHERE provider = (SELECT id FROM pacticipants WHERE name = ?) AND version = (${VERSION})`, provider, consumer, version),
  'version-removed': (sql, { pacticipant, version }) => {
    const found = sql.get<{ id: number }>(VERSION, pacticipant, version);
    if (found) removeVersion(sql, found.id);
  },
  'pacticipant-removed': (sql, { name }) => {
    const id = idOf(sql, name);
    if (id === undefined) return;
    removeContents(sql, 'consumer = ?1 OR provider = ?1', id);
    removePacticipant(sql, id);
  },
  'integration-removed': (sql, { consumer, provider }) => {
    const [from, to] = [idOf(sql, consumer), idOf(sql, provider)];
    if (from === undefined || to === undefined) return;
    removeContents(sql, 'consumer = ?1 AND provider = ?2', from, to);
    for (const id of new Set([from, to])) {
      for (const version of sql.all<{ id: number }>(ORPHANS, id)) removeVersion(sql, version.id);
      if (!sql.get(STILL_USED, id)) removePacticipant(sql, id);
    }
  },
};

const VERSION = 'SELECT v.id FROM versions v JOIN pacticipants o ON o.id = v.pacticipant WHERE o.name = ? AND v.number = ?';
const ORPHANS = `SELECT id FROM versions v WHERE pacticipant = ? AND NOT EXISTS (SELECT 1 FROM pacts p WHERE p.version = v.id)
  AND NOT EXISTS (SELECT 1 FROM verifications r WHERE r.version = v.id)`;
const STILL_USED = 'SELECT 1 FROM versions WHERE pacticipant = ?1 UNION ALL SELECT 1 FROM contents WHERE consumer = ?1 OR provider = ?1';

const idOf = (sql: Sql, name: string): number | undefined => sql.get<{ id: number }>('SELECT id FROM pacticipants WHERE name = ?', name)?.id;

/** Contents with the pacts that have them and the results for them. */
function removeContents(sql: Sql, which: string, ...ids: number[]): void {
  for (const table of ['pacts', 'verifications']) sql.run(`DELETE FROM ${table} WHERE content IN (SELECT id FROM contents WHERE ${which})`, ...ids);
  sql.run(`DELETE FROM contents WHERE ${which}`, ...ids);
}

/** A version with its pacts, its results as a provider, and where it was. */
function removeVersion(sql: Sql, id: number): void {
  for (const table of ['pacts', 'verifications', 'stays', 'tags', 'branch_versions']) sql.run(`DELETE FROM ${table} WHERE version = ?`, id);
  sql.run('DELETE FROM versions WHERE id = ?', id);
}

function removePacticipant(sql: Sql, id: number): void {
  for (const version of sql.all<{ id: number }>('SELECT id FROM versions WHERE pacticipant = ?', id)) removeVersion(sql, version.id);
  for (const table of ['branches', 'labels']) sql.run(`DELETE FROM ${table} WHERE pacticipant = ?`, id);
  sql.run('DELETE FROM pacticipants WHERE id = ?', id);
}
