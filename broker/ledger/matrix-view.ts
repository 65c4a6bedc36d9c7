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

const VERSION = 'SELECT v.id, o.name AS pacticipant, v.number FROM versions v JOIN pacticipants o ON o.id = v.pacticipant';
const PACT = `SELECT p.content, c.sha, c.obtained, p.created_at AS publishedAt, v.id AS versionId, v.number, consumer.name AS consumer, provider.name AS provider
  FROM pacts p JOIN contents c ON c.id = p.content JOIN versions v ON v.id = p.version
  JOIN pacticipants consumer ON consumer.id = p.consumer JOIN pacticipants provider ON provider.id = p.provider`;
const VERIFICATION = `SELECT r.id, r.content, r.number, r.success, r.wip, r.created_at AS at, r.grade, v.id AS versionId, v.number AS version, o.name AS provider
  FROM verifications r JOIN versions v ON v.id = r.version JOIN pacticipants o ON o.id = v.pacticipant`;
const PLACED = `SELECT v.id, o.name AS pacticipant, v.number, e.name AS environment FROM stays s JOIN versions v ON v.id = s.version
  JOIN pacticipants o ON o.id = s.pacticipant JOIN environments e ON e.id = s.environment WHERE o.name = ? AND s.kind = ? AND s.ended_at IS NULL ORDER BY s.id`;

interface PactRow { content: number; sha: string; obtained: string; publishedAt: number; versionId: number; number: string; consumer: string; provider: string }
interface VerificationRow { id: number; content: number; number: number; success: number; wip: number; at: number; grade: Grade | null; versionId: number; version: string; provider: string }

/** The facts as the rules ask for them, each by an index. */
export function matrixView(sql: Sql): BrokerFacts {
  const names = (statement: string, ...values: SQLInputValue[]) => sql.all<{ name: string }>(statement, ...values).map(({ name }) => name);
  const pacts = (where: string, ...values: SQLInputValue[]) => sql.all<PactRow>(`${PACT} WHERE ${where}`, ...values).map(pactOf);
  const verifications = (where: string, id: number) => sql.all<VerificationRow>(`${VERIFICATION} WHERE ${where} ORDER BY r.id`, id).map(verificationOf);
  const since = (statement: string, ...values: SQLInputValue[]) => sql.get<{ at: number | null }>(statement, ...values)?.at ?? undefined;
  const placed = (pacticipant: string, kind: string): Placed[] =>
    sql.all<VersionRef & { environment: string }>(PLACED, pacticipant, kind).map(({ environment, ...version }) => ({ version, environment }));
  const branchesOf = (version: number) => names('SELECT b.name FROM branch_versions bv JOIN branches b ON b.id = bv.branch WHERE bv.version = ? ORDER BY bv.id', version);
  const tagsOf = (version: number) => names('SELECT name FROM tags WHERE version = ? ORDER BY id', version);
  return {
    hasPacticipant: (name) => sql.get('SELECT 1 FROM pacticipants WHERE name = ?', name) !== undefined,
    labelsOf: (name) => names('SELECT l.name FROM labels l JOIN pacticipants o ON o.id = l.pacticipant WHERE o.name = ? ORDER BY l.name', name),
    mainBranchOf: (name) => sql.get<{ main: string | null }>('SELECT main_branch AS main FROM pacticipants WHERE name = ?', name)?.main ?? undefined,
    branchSince: (name, branch) => since('SELECT b.created_at AS at FROM branches b JOIN pacticipants o ON o.id = b.pacticipant WHERE o.name = ? AND b.name = ?', name, branch),
    firstVersionSince: (name, branch) => since(`SELECT v.created_at AS at FROM branch_versions bv JOIN branches b ON b.id = bv.branch JOIN pacticipants o ON o.id = b.pacticipant
      JOIN versions v ON v.id = bv.version WHERE o.name = ? AND b.name = ? ORDER BY bv.id LIMIT 1`, name, branch),
    tagSince: (name, tag) => since('SELECT min(t.created_at) AS at FROM tags t JOIN versions v ON v.id = t.version JOIN pacticipants o ON o.id = v.pacticipant WHERE t.name = ? AND o.name = ?', tag, name),
    branches: (name) => names('SELECT b.name FROM branches b JOIN pacticipants o ON o.id = b.pacticipant WHERE o.name = ? ORDER BY b.id', name),
    tags: (name) => names('SELECT DISTINCT t.name FROM versions v JOIN tags t ON t.version = v.id WHERE v.pacticipant = (SELECT id FROM pacticipants WHERE name = ?) ORDER BY t.name', name),
    versions: (selector) => versionsOf(sql, selector),
    providersOf: (consumer, version) => version === undefined
      ? names('SELECT DISTINCT o.name FROM pacts p JOIN pacticipants c ON c.id = p.consumer JOIN pacticipants o ON o.id = p.provider WHERE c.name = ?', consumer)
      : names('SELECT o.name FROM pacts p JOIN pacticipants o ON o.id = p.provider WHERE p.version = ? ORDER BY o.name', version),
    consumersOf: (provider) => names('SELECT DISTINCT o.name FROM contents c JOIN pacticipants o ON o.id = c.consumer WHERE c.provider = (SELECT id FROM pacticipants WHERE name = ?)', provider),
    pactsOfVersion: (version) => pacts('p.version = ?', version),
    pactsOfConsumer: (consumer, provider) => provider === undefined
      ? pacts('p.consumer = (SELECT id FROM pacticipants WHERE name = ?) ORDER BY p.version DESC', consumer)
      : pacts('p.consumer = (SELECT id FROM pacticipants WHERE name = ?) AND p.provider = (SELECT id FROM pacticipants WHERE name = ?) ORDER BY p.version DESC', consumer, provider),
    pactsOfContent: (content) => pacts('p.content = ? ORDER BY p.version DESC', content),
    latestPact: (consumer, provider) => pacts('p.consumer = (SELECT id FROM pacticipants WHERE name = ?) AND p.provider = (SELECT id FROM pacticipants WHERE name = ?) ORDER BY p.version DESC LIMIT 1', consumer, provider)[0],
    pactBefore: ({ pacticipant, id }, provider, tag) => pacts(`p.consumer = (SELECT id FROM pacticipants WHERE name = ?1) AND p.provider = (SELECT id FROM pacticipants WHERE name = ?2) AND p.version < ?3
      AND CASE WHEN ?4 IS NULL THEN NOT EXISTS (SELECT 1 FROM tags t WHERE t.version = p.version) ELSE EXISTS (SELECT 1 FROM tags t WHERE t.version = p.version AND t.name = ?4) END
      ORDER BY p.version DESC LIMIT 1`, pacticipant, provider, id, tag ?? null)[0],
    verificationsOf: (content) => verifications('r.content = ?', content),
    verificationsBy: (version) => verifications('r.version = ?', version),
    failures: (verification) => failures(sql, verification),
    rowVersion: ({ id, number }) => ({
      number, branches: branchesOf(id), tags: tagsOf(id),
      environments: names('SELECT DISTINCT e.name FROM stays s JOIN environments e ON e.id = s.environment WHERE s.version = ? AND s.ended_at IS NULL', id),
    }),
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

function versionsOf(sql: Sql, { pacticipant, version, branch, mainBranch, tag, environment, latest }: Selector): VersionRef[] {
  const values: SQLInputValue[] = [pacticipant];
  const where = ['v.pacticipant = (SELECT id FROM pacticipants WHERE name = ?)'];
  const add = (condition: string, ...more: SQLInputValue[]) => {
    where.push(condition);
    values.push(...more);
  };
  const onBranch = 'EXISTS (SELECT 1 FROM branch_versions bv JOIN branches b ON b.id = bv.branch WHERE bv.version = v.id AND b.name =';
  if (version !== undefined) add('v.number = ?', version);
  if (branch !== undefined) add(`${onBranch} ?)`, branch);
  if (mainBranch) add(`${onBranch} o.main_branch)`);
  if (tag !== undefined) add('EXISTS (SELECT 1 FROM tags t WHERE t.version = v.id AND t.name = ?)', tag);
  if (environment !== undefined) add('v.id IN (SELECT s.version FROM stays s JOIN environments e ON e.id = s.environment WHERE e.name = ? AND s.ended_at IS NULL)', environment);
  return sql.all<VersionRef>(`${VERSION} WHERE ${where.join(' AND ')} ORDER BY v.id DESC${latest ? ' LIMIT 1' : ''}`, ...values);
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
