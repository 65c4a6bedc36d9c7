import type { Sql } from '#broker/ledger/sqlite';

/** How much there is of everything. `first` and `last` are milliseconds since the epoch, null when there is nothing. */
export interface Metrics {
  interactions: number; messages: number;
  pacticipants: number; withMainBranch: number; integrations: number;
  pacts: number; firstPact: number | null; lastPact: number | null; contents: number;
  results: number; successes: number; distinctResults: number; firstResult: number | null; lastResult: number | null;
  /** How many contents have so many results. */
  resultsPerContent: { results: number; contents: number }[];
  versions: number; withBranch: number; webhooks: number; tags: number; tagNames: number; tagNamesOfPacticipants: number; triggers: number; attempts: number;
  environments: number; deployed: number; deployedNow: number; released: number; supportedNow: number;
}
export interface MetricsView { metrics(): Metrics }

/** The latest pact of every two; its messages have a list of their own before the fourth specification. */
const LATEST = `SELECT t.text FROM pacts p JOIN contents c ON c.id = p.content JOIN texts t ON t.address = c.text
  WHERE p.version = (SELECT max(q.version) FROM pacts q WHERE q.consumer = p.consumer AND q.provider = p.provider)`;

const COUNTS = `SELECT
  (SELECT count(*) FROM pacticipants) AS pacticipants, (SELECT count(main_branch) FROM pacticipants) AS withMainBranch,
  (SELECT count(*) FROM (SELECT DISTINCT consumer, provider FROM pacts)) AS integrations,
  (SELECT count(*) FROM pacts) AS pacts, (SELECT min(created_at) FROM pacts) AS firstPact, (SELECT max(created_at) FROM pacts) AS lastPact,
  (SELECT count(*) FROM contents) AS contents,
  (SELECT count(*) FROM verifications) AS results, (SELECT count(*) FROM verifications WHERE success = 1) AS successes,
  (SELECT count(*) FROM (SELECT DISTINCT version, content, success FROM verifications)) AS distinctResults,
  (SELECT min(created_at) FROM verifications) AS firstResult, (SELECT max(created_at) FROM verifications) AS lastResult,
  (SELECT count(*) FROM versions) AS versions, (SELECT count(DISTINCT version) FROM branch_versions) AS withBranch,
  (SELECT count(*) FROM webhooks) AS webhooks, (SELECT count(*) FROM tags) AS tags, (SELECT count(DISTINCT name) FROM tags) AS tagNames,
  (SELECT count(*) FROM (SELECT DISTINCT t.name, v.pacticipant FROM tags t JOIN versions v ON v.id = t.version)) AS tagNamesOfPacticipants,
  (SELECT count(*) FROM triggers) AS triggers, (SELECT count(*) FROM attempts) AS attempts, (SELECT count(*) FROM environments) AS environments,
  (SELECT count(*) FROM stays WHERE kind = 'deployed') AS deployed, (SELECT count(*) FROM stays WHERE kind = 'deployed' AND ended_at IS NULL) AS deployedNow,
  (SELECT count(*) FROM stays WHERE kind = 'released') AS released, (SELECT count(*) FROM stays WHERE kind = 'released' AND ended_at IS NULL) AS supportedNow`;

type Counts = Omit<Metrics, 'interactions' | 'messages' | 'resultsPerContent'>;

export const metricsView = (sql: Sql): MetricsView => ({
  metrics() {
    const counts = sql.get<Counts>(COUNTS);
    if (!counts) throw new Error('Counting gives one row.');
    const resultsPerContent = sql.all<{ results: number; contents: number }>('SELECT results, count(*) AS contents FROM (SELECT count(*) AS results FROM verifications GROUP BY content) GROUP BY results ORDER BY results');
    const pacts = sql.all<{ text: string }>(LATEST).map(({ text }) => JSON.parse(text) as Record<string, unknown>);
    const inAll = (key: string) => pacts.reduce((sum, { [key]: list }) => sum + (Array.isArray(list) ? list.length : 0), 0);
    return { ...counts, resultsPerContent, interactions: inAll('interactions'), messages: inAll('messages') };
  },
});
