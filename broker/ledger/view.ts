import type { SQLInputValue } from 'node:sqlite';
import { type HistoryView, historyView } from '#broker/ledger/history-view';
import { matrixView } from '#broker/ledger/matrix-view';
import { type MetricsView, metricsView } from '#broker/ledger/metrics-view';
import type { Sql } from '#broker/ledger/sqlite';
import { type TokenView, tokenView } from '#broker/ledger/token-view';
import { type WebhookView, webhookView } from '#broker/ledger/webhook-view';
import type { BrokerFacts } from '#broker/rules/facts';
import type { ScenarioPlay } from '#broker/rules/scenario-play';
import type { Json } from '#core/json';
import type { Grade } from '#core/target';

/** All times are milliseconds since the epoch. */
export interface PacticipantRecord {
  id: number; name: string; displayName: string | null; mainBranch: string | null;
  repositoryUrl: string | null; repositoryName: string | null; repositoryNamespace: string | null; createdAt: number; updatedAt: number;
}
export interface VersionRecord { id: number; pacticipant: string; number: string; buildUrl: string | null; createdAt: number }
export interface EnvironmentRecord { uuid: string; name: string; displayName: string; production: boolean; contacts: Json | undefined; createdAt: number; updatedAt: number }
/** A version's time in an environment: deployed (one per instance) or released (many side by side). */
export interface StayRecord {
  uuid: string; kind: 'deployed' | 'released'; pacticipant: string; version: string; environment: string; instance: string | null; createdAt: number; endedAt: number | null;
}
export interface PactRecord { consumer: string; version: string; provider: string; sha: string; content: number; text: string; createdAt: number }
export interface VerificationRecord {
  consumer: string; provider: string; sha: string; number: number; providerVersion: string; success: boolean; wip: boolean; grade: Grade | null;
  buildUrl: string | null; testResults: Json | undefined; verifiedBy: Json | undefined; at: number;
}

export interface LabelRecord { pacticipant: string; name: string; createdAt: number }

/** Everything that can be asked of a ledger. */
export interface View extends BrokerFacts, WebhookView, HistoryView, TokenView, MetricsView {
  pacticipants(): PacticipantRecord[];
  pacticipant(name: string): PacticipantRecord | undefined;
  version(pacticipant: string, number: string): VersionRecord | undefined;
  /** Newest first. */
  versionsOf(pacticipant: string): VersionRecord[];
  environments(): EnvironmentRecord[];
  environment(uuidOrName: string): EnvironmentRecord | undefined;
  stay(uuid: string): StayRecord | undefined;
  stays(filter: { kind?: StayRecord['kind']; environment?: string; pacticipant?: string; version?: string; now?: boolean }): StayRecord[];
  pact(consumer: string, version: string, provider: string): PactRecord | undefined;
  /** The latest publication of this content. */
  pactOfContent(consumer: string, provider: string, sha: string): PactRecord | undefined;
  /** Every consumer and provider that ever published or verified a pact of each other, until that is removed. */
  integrations(): { consumer: string; provider: string }[];
  /** All labels, or one application's. */
  labels(pacticipant?: string): LabelRecord[];
  /** The latest pact of every consumer and provider. */
  latestPacts(): Omit<PactRecord, 'text'>[];
  /** Pacts that cannot be shown: what they were published with is lost. */
  pactsWithoutText(): Omit<PactRecord, 'text'>[];
  /** How many results are for contents that no version has any more. */
  resultsWithoutPact(): number;
  /** How many facts say that something was removed. */
  removals(): number;
  everVerified(consumer: string, provider: string): boolean;
  /** The latest play of each drift scenario on each target by each client. */
  plays(): ScenarioPlay[];
  verification(consumer: string, provider: string, sha: string, number: number | 'latest'): VerificationRecord | undefined;
}

const VERSION = 'SELECT v.id, o.name AS pacticipant, v.number, v.build_url AS buildUrl, v.created_at AS createdAt FROM versions v JOIN pacticipants o ON o.id = v.pacticipant';
const PACTICIPANT = `SELECT id, name, display_name AS displayName, main_branch AS mainBranch, repository_url AS repositoryUrl, repository_name AS repositoryName,
  repository_namespace AS repositoryNamespace, created_at AS createdAt, updated_at AS updatedAt FROM pacticipants`;
const ENVIRONMENT = 'SELECT uuid, name, display_name AS displayName, production, contacts, created_at AS createdAt, updated_at AS updatedAt FROM environments';
const STAY = `SELECT s.uuid, s.kind, o.name AS pacticipant, v.number AS version, e.uuid AS environment, s.instance, s.created_at AS createdAt, s.ended_at AS endedAt
  FROM stays s JOIN pacticipants o ON o.id = s.pacticipant JOIN versions v ON v.id = s.version JOIN environments e ON e.id = s.environment`;
/** Each consumer and provider once: a leap by the index for each, however many contents they have. */
const PAIRS = `WITH RECURSIVE pair (consumer, provider) AS (SELECT * FROM (SELECT consumer, provider FROM contents ORDER BY consumer, provider LIMIT 1)
  UNION ALL SELECT next.consumer, next.provider FROM pair CROSS JOIN contents next ON next.id = (
    SELECT id FROM contents WHERE (consumer, provider) > (pair.consumer, pair.provider) ORDER BY consumer, provider LIMIT 1))`;
const ID = '(SELECT id FROM pacticipants WHERE name = ?)';
// CROSS JOIN: by an index from what is known to what is asked, whatever the planner guesses of the tables.
const NAMED = 'CROSS JOIN pacticipants consumer ON consumer.id = c.consumer CROSS JOIN pacticipants provider ON provider.id = c.provider';
const pactSelect = (more: string, from: string) => `SELECT consumer.name AS consumer, v.number AS version, provider.name AS provider, c.sha, c.id AS content, p.created_at AS createdAt${more}
  FROM ${from} ${NAMED}`;
const PACT_OF_VERSION = `${pactSelect(', t.text', `versions v CROSS JOIN pacts p ON p.version = v.id AND p.provider = ${ID} CROSS JOIN contents c ON c.id = p.content CROSS JOIN texts t ON t.address = p.text`)}
  WHERE v.pacticipant = ${ID} AND v.number = ?`;
const PACT_OF_CONTENT = `${pactSelect(', t.text', `contents c CROSS JOIN texts t ON t.address = c.text CROSS JOIN pacts p ON p.content = c.id CROSS JOIN versions v ON v.id = p.version`)}
  WHERE c.consumer = ${ID} AND c.provider = ${ID} AND c.sha = ? ORDER BY p.version DESC LIMIT 1`;
const LATEST_PACTS = `${PAIRS} ${pactSelect('', `pair CROSS JOIN pacts p ON p.id = (SELECT q.id FROM pacts q WHERE q.consumer = pair.consumer AND q.provider = pair.provider ORDER BY q.version DESC LIMIT 1)
  CROSS JOIN contents c ON c.id = p.content CROSS JOIN versions v ON v.id = p.version`)} ORDER BY consumer.name, provider.name`;
const verificationSelect = (which: string) => `SELECT consumer.name AS consumer, provider.name AS provider, c.sha, r.number, v.number AS providerVersion, r.success, r.wip, r.grade,
  r.build_url AS buildUrl, r.test_results AS testResults, r.verified_by AS verifiedBy, r.created_at AS at
  FROM contents c CROSS JOIN verifications r ON r.content = c.id CROSS JOIN versions v ON v.id = r.version ${NAMED}
  WHERE c.consumer = ${ID} AND c.provider = ${ID} AND c.sha = ? ${which}`;

export function viewOf(sql: Sql): View {
  return { ...matrixView(sql), ...pacticipantView(sql), ...environmentView(sql), ...pactView(sql), ...webhookView(sql), ...historyView(sql), ...tokenView(sql), ...metricsView(sql) };
}

type PacticipantView = Pick<View, 'pacticipants' | 'pacticipant' | 'labels' | 'version' | 'versionsOf'>;
const pacticipantView = (sql: Sql): PacticipantView => ({
  pacticipants: () => sql.all<PacticipantRecord>(`${PACTICIPANT} ORDER BY name`),
  pacticipant: (name) => sql.get<PacticipantRecord>(`${PACTICIPANT} WHERE name = ?`, name),
  labels: (pacticipant) => sql.all<LabelRecord>(`SELECT o.name AS pacticipant, l.name, l.created_at AS createdAt FROM labels l JOIN pacticipants o ON o.id = l.pacticipant
    WHERE ?1 IS NULL OR o.name = ?1 ORDER BY l.name, o.name`, pacticipant ?? null),
  version: (pacticipant, number) => sql.get<VersionRecord>(`${VERSION} WHERE v.pacticipant = (SELECT id FROM pacticipants WHERE name = ?) AND v.number = ?`, pacticipant, number),
  versionsOf: (pacticipant) => sql.all<VersionRecord>(`${VERSION} WHERE v.pacticipant = (SELECT id FROM pacticipants WHERE name = ?) ORDER BY v.id DESC`, pacticipant),
});

type EnvironmentRow = Omit<EnvironmentRecord, 'production' | 'contacts'> & { production: number; contacts: string | null };
const environmentOf = ({ production, contacts, ...row }: EnvironmentRow): EnvironmentRecord => ({ ...row, production: production === 1, contacts: parsed(contacts) });

type EnvironmentView = Pick<View, 'environments' | 'environment' | 'stay' | 'stays'>;
const environmentView = (sql: Sql): EnvironmentView => ({
  environments: () => sql.all<EnvironmentRow>(`${ENVIRONMENT} ORDER BY name`).map(environmentOf),
  environment: (key) => sql.all<EnvironmentRow>(`${ENVIRONMENT} WHERE uuid = ?1 OR name = ?1`, key).map(environmentOf)[0],
  stay: (uuid) => sql.get<StayRecord>(`${STAY} WHERE s.uuid = ?`, uuid),
  stays: ({ kind, environment, pacticipant, version, now }) => {
    const where = ['1'];
    const values: SQLInputValue[] = [];
    const add = (condition: string, value: string | undefined) => {
      if (value === undefined) return;
      where.push(condition);
      values.push(value);
    };
    add('s.environment = (SELECT id FROM environments WHERE uuid = ?)', environment);
    add('s.pacticipant = (SELECT id FROM pacticipants WHERE name = ?)', pacticipant);
    add('v.number = ?', version);
    add('s.kind = ?', kind);
    if (now) where.push('s.ended_at IS NULL');
    return sql.all<StayRecord>(`${STAY} WHERE ${where.join(' AND ')} ORDER BY s.id`, ...values);
  },
});

type VerificationRow = Omit<VerificationRecord, 'success' | 'wip' | 'testResults' | 'verifiedBy'> & { success: number; wip: number; testResults: string | null; verifiedBy: string | null };

type PactView = Pick<View, 'integrations' | 'plays' | 'pact' | 'pactOfContent' | 'latestPacts' | 'pactsWithoutText' | 'resultsWithoutPact' | 'removals' | 'everVerified' | 'verification'>;
const pactView = (sql: Sql): PactView => ({
  integrations: () => sql.all<{ consumer: string; provider: string }>(`${PAIRS} SELECT consumer.name AS consumer, provider.name AS provider FROM pair
    CROSS JOIN pacticipants consumer ON consumer.id = pair.consumer CROSS JOIN pacticipants provider ON provider.id = pair.provider ORDER BY consumer.name, provider.name`),
  pact: (consumer, version, provider) => sql.get<PactRecord>(PACT_OF_VERSION, provider, consumer, version),
  pactOfContent: (consumer, provider, sha) => sql.get<PactRecord>(PACT_OF_CONTENT, consumer, provider, sha),
  latestPacts: () => sql.all<Omit<PactRecord, 'text'>>(LATEST_PACTS),
  pactsWithoutText: () => sql.all<Omit<PactRecord, 'text'>>(`${pactSelect('', 'pacts p CROSS JOIN contents c ON c.id = p.content CROSS JOIN versions v ON v.id = p.version')}
    WHERE p.text NOT IN (SELECT address FROM texts) OR c.text NOT IN (SELECT address FROM texts) ORDER BY p.id`),
  resultsWithoutPact: () => sql.get<{ n: number }>('SELECT count(*) AS n FROM verifications WHERE content NOT IN (SELECT content FROM pacts)')?.n ?? 0,
  removals: () => sql.get<{ n: number }>("SELECT count(*) AS n FROM facts WHERE kind LIKE '%-removed'")?.n ?? 0,
  plays: () => sql.all<{ document: string }>('SELECT document FROM plays ORDER BY scenario, at').map(({ document }) => JSON.parse(document) as ScenarioPlay),
  everVerified: (consumer, provider) => sql.get(`SELECT 1 FROM contents c WHERE c.consumer = ${ID} AND c.provider = ${ID}
    AND c.results > 0 AND EXISTS (SELECT 1 FROM verifications r WHERE r.content = c.id)`, consumer, provider) !== undefined,
  verification: (consumer, provider, sha, number) => {
    const row = number === 'latest'
      ? sql.get<VerificationRow>(verificationSelect('ORDER BY r.number DESC LIMIT 1'), consumer, provider, sha)
      : sql.get<VerificationRow>(verificationSelect('AND r.number = ?'), consumer, provider, sha, number);
    return row && { ...row, success: row.success === 1, wip: row.wip === 1, testResults: parsed(row.testResults), verifiedBy: parsed(row.verifiedBy) };
  },
});

const parsed = (text: string | null): Json | undefined => (text === null ? undefined : (JSON.parse(text) as Json));
