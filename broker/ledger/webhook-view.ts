import type { Fact } from '#broker/ledger/facts';
import type { Sql } from '#broker/ledger/sqlite';
import type { WebhookEvent } from '#broker/webhooks/events';
import type { WebhookDescription, WebhookRecord } from '#broker/webhooks/webhook';

/** One event that one webhook is told of. Times are milliseconds since the epoch. */
export interface TriggerRecord { uuid: string; webhook: string; event: WebhookEvent; createdAt: number; succeeded: boolean; attempts: number; attemptedAt: number | null }
export interface AttemptRecord { success: boolean; log: string; at: number }

export interface WebhookView {
  webhooks(): WebhookRecord[];
  webhook(uuid: string): WebhookRecord | undefined;
  /** What its request hides, by name. */
  secretsOf(webhook: string): Record<string, string>;
  trigger(uuid: string): TriggerRecord | undefined;
  /** Newest first. */
  triggersOf(webhook: string, limit: number): TriggerRecord[];
  /** Not succeeded, and attempted less often than this. */
  openTriggers(attempts: number): TriggerRecord[];
  attemptsOf(trigger: string): AttemptRecord[];
  /** How far a reader of the facts has come; undefined when it never read. */
  reader(name: string): number | undefined;
  lastFact(): number;
  factsAfter(id: number, limit: number): { id: number; fact: Fact }[];
}

const WEBHOOK = 'SELECT uuid, document, created_at AS createdAt, updated_at AS updatedAt FROM webhooks';
const TRIGGER = 'SELECT uuid, webhook, event, created_at AS createdAt, succeeded, attempts, attempted_at AS attemptedAt FROM triggers';
type WebhookRow = Pick<WebhookRecord, 'uuid' | 'createdAt' | 'updatedAt'> & { document: string };
type TriggerRow = Omit<TriggerRecord, 'event' | 'succeeded'> & { event: string; succeeded: number };

const webhookOf = ({ document, ...row }: WebhookRow): WebhookRecord => ({ ...(JSON.parse(document) as WebhookDescription), ...row });
const triggerOf = ({ event, succeeded, ...row }: TriggerRow): TriggerRecord => ({ ...row, event: JSON.parse(event) as WebhookEvent, succeeded: succeeded === 1 });

export function webhookView(sql: Sql): WebhookView {
  const maybe = <Row, Found>(row: Row | undefined, read: (row: Row) => Found): Found | undefined => row && read(row);
  return {
    webhooks: () => sql.all<WebhookRow>(`${WEBHOOK} ORDER BY created_at, uuid`).map(webhookOf),
    webhook: (uuid) => maybe(sql.get<WebhookRow>(`${WEBHOOK} WHERE uuid = ?`, uuid), webhookOf),
    secretsOf: (webhook) => Object.fromEntries(sql.all<{ name: string; value: string }>('SELECT name, value FROM secrets WHERE owner = ?', webhook).map(({ name, value }) => [name, value])),
    trigger: (uuid) => maybe(sql.get<TriggerRow>(`${TRIGGER} WHERE uuid = ?`, uuid), triggerOf),
    triggersOf: (webhook, limit) => sql.all<TriggerRow>(`${TRIGGER} WHERE webhook = ? ORDER BY created_at DESC, rowid DESC LIMIT ?`, webhook, limit).map(triggerOf),
    openTriggers: (attempts) => sql.all<TriggerRow>(`${TRIGGER} WHERE succeeded = 0 AND attempts < ? ORDER BY created_at, rowid`, attempts).map(triggerOf),
    attemptsOf: (trigger) => sql.all<{ success: number; log: string; at: number }>('SELECT success, log, at FROM attempts WHERE trigger = ? ORDER BY id', trigger).map(({ success, ...row }) => ({ ...row, success: success === 1 })),
    reader: (name) => sql.get<{ fact: number }>('SELECT fact FROM readers WHERE name = ?', name)?.fact,
    lastFact: () => sql.get<{ id: number | null }>('SELECT max(id) AS id FROM facts')?.id ?? 0,
    factsAfter: (id, limit) => sql.all<{ id: number; body: string }>('SELECT id, body FROM facts WHERE id > ? ORDER BY id LIMIT ?', id, limit).map(({ id: number, body }) => ({ id: number, fact: JSON.parse(body) as Fact })),
  };
}
