import type { SQLInputValue } from 'node:sqlite';
import { sha1 } from '#broker/hash';
import type { Sql } from '#broker/ledger/sqlite';
import { interactionId, interactionsOf } from '#broker/rules/content';
import type { BrokerFacts, PactRef, Placed, VerificationRef, VersionRef } from '#broker/rules/facts';
import { parseLossless } from '#core/lossless-json';
import type { ObtainedCounts } from '#broker/rules/obtained';
import type { Selector } from '#broker/rules/selector';
import { failuresOf, testResultsOf } from '#broker/rules/test-results';
import type { Grade } from '#core/target';

// Each statement begins with what the question is about and goes on by an index; CROSS JOIN keeps that order, whatever the planner guesses of the tables.
const ID = '(SELECT id FROM pacticipants WHERE name = ?)';
const PACT = `SELECT p.content, c.sha, c.obtained, p.created_at AS publishedAt, v.id AS versionId, v.number, consumer.name AS consumer, provider.name AS provider
  FROM pacts p CROSS JOIN contents c ON c.id = p.content CROSS JOIN versions v ON v.id = p.version
  CROSS JOIN pacticipants consumer ON consumer.id = p.consumer CROSS JOIN pacticipants provider ON provider.id = p.provider`;
const VERIFICATION = `SELECT r.id, r.content, r.number, r.success, r.wip, r.created_at AS at, r.grade, v.id AS versionId, v.number AS version, o.name AS provider
  FROM verifications r CROSS JOIN versions v ON v.id = r.version CROSS JOIN pacticipants o ON o.id = v.pacticipant`;
const PLACED = `SELECT v.id, v.number, e.name AS environment FROM stays s CROSS JOIN versions v ON v.id = s.version CROSS JOIN environments e ON e.id = s.environment
  WHERE s.pacticipant = ${ID} AND s.kind = ? AND s.ended_at IS NULL ORDER BY s.id`;
/** A long matrix asks this of every version in it: once, not once for each list. */
const ROW_VERSION = `SELECT (SELECT json_group_array(b.name ORDER BY bv.id) FROM branch_versions bv CROSS JOIN branches b ON b.id = bv.branch WHERE bv.version = ?1) AS branches,
  (SELECT json_group_array(name ORDER BY id) FROM tags WHERE version = ?1) AS tags,
  (SELECT json_group_array(DISTINCT e.name) FROM stays s CROSS JOIN environments e ON e.id = s.environment WHERE s.version = ?1 AND s.ended_at IS NULL) AS environments`;
/** The different values of an index's second column below one of its first: a leap for each, however many rows have it. */
const leaps = (table: string, of: string, to: string) => `WITH RECURSIVE
  one (id) AS (SELECT id FROM pacticipants WHERE name = ?),
  other (id) AS (SELECT (SELECT min(${to}) FROM ${table} WHERE ${of} = one.id) FROM one
    UNION ALL SELECT (SELECT min(${to}) FROM ${table}, one WHERE ${of} = one.id AND ${to} > other.id) FROM other WHERE other.id IS NOT NULL)`;
const PROVIDERS = `${leaps('pacts', 'consumer', 'provider')} SELECT o.name FROM other CROSS JOIN pacticipants o ON o.id = other.id`;
const CONSUMERS = `${leaps('contents', 'provider', 'consumer')} SELECT o.name FROM other CROSS JOIN pacticipants o ON o.id = other.id`;
const TAGS = `${leaps('tags', 'pacticipant', 'name')} SELECT id AS name FROM other WHERE id IS NOT NULL ORDER BY id`;

interface PactRow { content: number; sha: string; obtained: string; publishedAt: number; versionId: number; number: string; consumer: string; provider: string }
interface VerificationRow { id: number; content: number; number: number; success: number; wip: number; at: number; grade: Grade | null; versionId: number; version: string; provider: string }

/** The facts as the rules ask for them, each by an index. */
export function matrixView(sql: Sql): BrokerFacts {
  const names = (statement: string, ...values: SQLInputValue[]) => sql.all<{ name: string }>(statement, ...values).map(({ name }) => name);
  const pacts = (where: string, ...values: SQLInputValue[]) => sql.all<PactRow>(`${PACT} WHERE ${where}`, ...values).map(pactOf);
  const verifications = (where: string, ...values: number[]) => sql.all<VerificationRow>(`${VERIFICATION} WHERE ${where}`, ...values).map(verificationOf);
  const since = (statement: string, ...values: SQLInputValue[]) => sql.get<{ at: number | null }>(statement, ...values)?.at ?? undefined;
  const placed = (pacticipant: string, kind: string): Placed[] =>
    sql.all<{ id: number; number: string; environment: string }>(PLACED, pacticipant, kind).map(({ environment, ...version }) => ({ version: { ...version, pacticipant }, environment }));
  const branchesOf = (version: number) => names('SELECT b.name FROM branch_versions bv CROSS JOIN branches b ON b.id = bv.branch WHERE bv.version = ? ORDER BY bv.id', version);
  const tagsOf = (version: number) => names('SELECT name FROM tags WHERE version = ? ORDER BY id', version);
  return {
    hasPacticipant: (name) => sql.get('SELECT 1 FROM pacticipants WHERE name = ?', name) !== undefined,
    labelsOf: (name) => names('SELECT l.name FROM labels l JOIN pacticipants o ON o.id = l.pacticipant WHERE o.name = ? ORDER BY l.name', name),
    mainBranchOf: (name) => sql.get<{ main: string | null }>('SELECT main_branch AS main FROM pacticipants WHERE name = ?', name)?.main ?? undefined,
    branchSince: (name, branch) => since(`SELECT created_at AS at FROM branches WHERE pacticipant = ${ID} AND name = ?`, name, branch),
    firstVersionSince: (name, branch) => since(`SELECT v.created_at AS at FROM branch_versions bv CROSS JOIN versions v ON v.id = bv.version
      WHERE bv.branch = (SELECT id FROM branches WHERE pacticipant = ${ID} AND name = ?) ORDER BY bv.id LIMIT 1`, name, branch),
    tagSince: (name, tag) => since(`SELECT created_at AS at FROM tags WHERE pacticipant = ${ID} AND name = ? ORDER BY created_at LIMIT 1`, name, tag),
    branches: (name) => names(`SELECT name FROM branches WHERE pacticipant = ${ID} ORDER BY id`, name),
    tags: (name) => names(TAGS, name),
    versions: (selector) => versionsOf(sql, selector),
    providersOf: (consumer, version) => version === undefined
      ? names(PROVIDERS, consumer)
      : names('SELECT o.name FROM pacts p CROSS JOIN pacticipants o ON o.id = p.provider WHERE p.version = ? ORDER BY o.name', version),
    consumersOf: (provider) => names(CONSUMERS, provider),
    pactsOfVersion: (version) => pacts('p.version = ?', version),
    pactsOfConsumer: (consumer, provider) => provider === undefined
      ? pacts(`p.consumer = ${ID} ORDER BY p.version DESC`, consumer)
      : pacts(`p.consumer = ${ID} AND p.provider = ${ID} ORDER BY p.version DESC`, consumer, provider),
    pactsOfContent: (content) => pacts('p.content = ? ORDER BY p.version DESC', content),
    latestPact: (consumer, provider) => pacts(`p.consumer = ${ID} AND p.provider = ${ID} ORDER BY p.version DESC LIMIT 1`, consumer, provider)[0],
    pactBefore: ({ pacticipant, id }, provider, tag) => (tag === undefined
      ? pacts(`p.consumer = ${ID} AND p.provider = ${ID} AND p.version < ? AND NOT EXISTS (SELECT 1 FROM tags t WHERE t.version = p.version) ORDER BY p.version DESC LIMIT 1`, pacticipant, provider, id)
      : pacts(`p.id = (SELECT q.id FROM tags t CROSS JOIN pacts q ON q.version = t.version AND q.provider = ${ID}
          WHERE t.pacticipant = ${ID} AND t.name = ? AND t.version < ? ORDER BY t.version DESC LIMIT 1)`, provider, pacticipant, tag, id))[0],
    verificationsOf: (content, by) => by === undefined
      ? verifications('r.content = ? ORDER BY r.number', content)
      : by.flatMap((version) => verifications('r.version = ? AND r.content = ? ORDER BY r.id', version, content)),
    successesOf: (content) => newestFirst((before, size) => verifications('r.content = ? AND r.number < ? AND r.success = 1 ORDER BY r.number DESC LIMIT ?', content, before, size)),
    latestVerificationOf: (content) => verifications('r.content = ? ORDER BY r.number DESC LIMIT 1', content)[0],
    verificationsBy: (version) => verifications('r.version = ? ORDER BY r.content, r.id', version),
    failures: (verification) => failures(sql, verification),
    rowVersion: ({ id, number }) => {
      const row = sql.get<Record<'branches' | 'tags' | 'environments', string>>(ROW_VERSION, id);
      const list = (text = '[]') => JSON.parse(text) as string[];
      return { number, branches: list(row?.branches), tags: list(row?.tags), environments: list(row?.environments) };
    },
    branchesOf,
    tagsOf,
    buildUrlOf: (version) => sql.get<{ url: string | null }>('SELECT build_url AS url FROM versions WHERE id = ?', version)?.url ?? undefined,
    deployed: (pacticipant) => placed(pacticipant, 'deployed'),
    released: (pacticipant) => placed(pacticipant, 'released'),
  };
}

const pactOf = ({ versionId, number, consumer, obtained, ...row }: PactRow): PactRef => ({ ...row, obtained: JSON.parse(obtained) as ObtainedCounts, consumer: { id: versionId, pacticipant: consumer, number } });

const verificationOf = ({ versionId, version, provider, success, wip, grade, ...row }: VerificationRow): VerificationRef => ({
  ...row, success: success === 1, wip: wip === 1, ...(grade && { grade }), provider: { id: versionId, pacticipant: provider, number: version },
});

/** Mostly the first few settle the question. */
function* newestFirst(page: (before: number, size: number) => VerificationRef[]): Generator<VerificationRef, void> {
  for (let [before, size] = [Number.MAX_SAFE_INTEGER, 4]; ; size = 100) {
    const found = page(before, size);
    yield* found;
    const last = found.at(-1);
    if (!last) return;
    before = last.number;
  }
}

const VERSIONS = 'versions v';

/** Where a selector's versions stand: of its criteria the one that fewest versions meet. */
function versionsOf(sql: Sql, { pacticipant, version, branch, mainBranch, tag, environment, latest }: Selector): VersionRef[] {
  const from: [string, ...SQLInputValue[]][] = [];
  const and: [string, ...SQLInputValue[]][] = [];
  const criterion = (source: string, columns: string, ...values: SQLInputValue[]) => {
    if (from.length === 0) from.push([`(SELECT ${source === 'stays' ? 'DISTINCT ' : ''}version FROM ${source} WHERE ${columns}) x CROSS JOIN versions v ON v.id = x.version`, ...values]);
    else and.push([`EXISTS (SELECT 1 FROM ${source} WHERE ${columns} AND version = v.id)`, ...values]);
  };
  if (version !== undefined) {
    from.push([VERSIONS]);
    and.push([`v.pacticipant = ${ID} AND v.number = ?`, pacticipant, version]);
  }
  if (environment !== undefined) criterion('stays', `pacticipant = ${ID} AND environment = (SELECT id FROM environments WHERE name = ?) AND ended_at IS NULL`, pacticipant, environment);
  if (branch !== undefined) criterion('branch_versions', `branch = (SELECT id FROM branches WHERE pacticipant = ${ID} AND name = ?)`, pacticipant, branch);
  if (mainBranch) criterion('branch_versions', 'branch = (SELECT b.id FROM pacticipants o CROSS JOIN branches b ON b.pacticipant = o.id AND b.name = o.main_branch WHERE o.name = ?)', pacticipant);
  if (tag !== undefined) criterion('tags', `pacticipant = ${ID} AND name = ?`, pacticipant, tag);
  if (from.length === 0) {
    from.push([VERSIONS]);
    and.push([`v.pacticipant = ${ID}`, pacticipant]);
  }
  const where = and.length > 0 ? `WHERE ${and.map(([condition]) => condition).join(' AND ')}` : '';
  const values = [...from, ...and].flatMap(([, ...own]) => own);
  const [source = ''] = from[0] ?? [];
  return sql.all<{ id: number; number: string }>(`SELECT v.id, v.number FROM ${source} ${where} ORDER BY ${source === VERSIONS ? 'v.id' : 'x.version'} DESC${latest ? ' LIMIT 1' : ''}`, ...values)
    .map((row) => ({ ...row, pacticipant }));
}

/** What failed in a result. The verifier names a failed interaction by its description, other clients only by its id. */
function failures(sql: Sql, verification: number) {
  const row = sql.get<{ results: string | null; text: string }>('SELECT r.test_results AS results, t.text FROM verifications r JOIN contents c ON c.id = r.content JOIN texts t ON t.address = c.text WHERE r.id = ?', verification);
  const results = testResultsOf(row?.results ? JSON.parse(row.results) : undefined);
  let names: Map<string, string | undefined> | undefined;
  return failuresOf(results, (id) => {
    names ??= namesById(row?.text ?? '{}');
    return names.get(id);
  });
}

function namesById(text: string): Map<string, string | undefined> {
  const document = parseLossless(text);
  return new Map(interactionsOf(document).map((one) => [interactionId(document, one, sha1), one.description]));
}
