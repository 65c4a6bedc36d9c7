import type { FactOf } from '#broker/ledger/facts';
import type { Sql } from '#broker/ledger/sqlite';

type Kind = 'webhook-described' | 'webhook-removed' | 'webhook-triggered' | 'webhook-attempted';

/** What the facts of webhooks change. */
export const WEBHOOKS: { [K in Kind]: (sql: Sql, fact: FactOf<K>, at: number) => void } = {
  'webhook-described': (sql, { uuid, description, enabled, consumer, consumerLabel, provider, providerLabel, events, request }, at) =>
    sql.run('INSERT INTO webhooks VALUES (?1, ?2, ?3, ?3) ON CONFLICT (uuid) DO UPDATE SET document = ?2, updated_at = ?3', uuid, JSON.stringify({ description, enabled, consumer, consumerLabel, provider, providerLabel, events, request }), at),
  'webhook-removed': (sql, { uuid }) => sql.run('DELETE FROM webhooks WHERE uuid = ?', uuid),
  'webhook-triggered': (sql, { uuid, webhook, event }, at) => sql.run('INSERT INTO triggers VALUES (?, ?, ?, ?, 0, 0, NULL)', uuid, webhook, JSON.stringify(event), at),
  'webhook-attempted': (sql, { trigger, success, log }, at) => {
    sql.run('INSERT INTO attempts (trigger, success, log, at) VALUES (?, ?, ?, ?)', trigger, success ? 1 : 0, log, at);
    sql.run('UPDATE triggers SET attempts = attempts + 1, attempted_at = ?, succeeded = max(succeeded, ?) WHERE uuid = ?', at, success ? 1 : 0, trigger);
  },
};
