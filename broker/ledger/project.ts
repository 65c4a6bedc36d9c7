import type { Fact, FactOf } from '#broker/ledger/facts';
import { REMOVALS } from '#broker/ledger/removals';
import type { Sql } from '#broker/ledger/sqlite';
import { WEBHOOKS } from '#broker/ledger/webhook-facts';
import { type ObtainedCounts, obtainedOf } from '#broker/rules/obtained';
import { gradeOf, testResultsOf } from '#broker/rules/test-results';

/** Brings the projections up to date with one more fact; `at` is when it happened. The same facts always give the same projections. */
export function project(sql: Sql, fact: Fact, at: number): void {
  // Each kind has its own function; the table's type proves that the pair fits.
  (APPLY[fact.kind] as (sql: Sql, fact: Fact, at: number) => void)(sql, fact, at);
}

/** Whether this ringproof knows such facts. */
export const isKnownKind = (kind: string): boolean => Object.hasOwn(APPLY, kind);

/** Branch names that make a main branch when the application has none, as in the real broker. */
const MAIN_BRANCHES = new Set(['develop', 'main', 'master']);

const APPLY: { [K in Fact['kind']]: (sql: Sql, fact: FactOf<K>, at: number) => void } = {
  'version-recorded': (sql, { pacticipant, version, buildUrl }, at) => {
    const id = versionId(sql, pacticipant, version, at);
    if (buildUrl !== undefined) sql.run('UPDATE versions SET build_url = ? WHERE id = ?', buildUrl, id);
  },
  'branch-joined': (sql, { pacticipant, version, branch }, at) => {
    const owner = pacticipantId(sql, pacticipant, at);
    sql.run('INSERT OR IGNORE INTO branches (pacticipant, name, created_at) VALUES (?, ?, ?)', owner, branch, at);
    sql.run('INSERT OR IGNORE INTO branch_versions (branch, version, created_at) SELECT id, ?, ? FROM branches WHERE pacticipant = ? AND name = ?', versionId(sql, pacticipant, version, at), at, owner, branch);
    if (MAIN_BRANCHES.has(branch)) sql.run('UPDATE pacticipants SET main_branch = ? WHERE id = ? AND main_branch IS NULL', branch, owner);
  },
  'branch-removed': (sql, { pacticipant, branch }, at) => {
    const owner = pacticipantId(sql, pacticipant, at);
    sql.run('DELETE FROM branch_versions WHERE branch IN (SELECT id FROM branches WHERE pacticipant = ? AND name = ?)', owner, branch);
    sql.run('DELETE FROM branches WHERE pacticipant = ? AND name = ?', owner, branch);
  },
  'branch-left': (sql, { pacticipant, version, branch }, at) =>
    sql.run('DELETE FROM branch_versions WHERE version = ? AND branch IN (SELECT id FROM branches WHERE pacticipant = ? AND name = ?)',
      versionId(sql, pacticipant, version, at), pacticipantId(sql, pacticipant, at), branch),
  'label-set': (sql, { pacticipant, label }, at) => sql.run('INSERT OR IGNORE INTO labels VALUES (?, ?, ?)', pacticipantId(sql, pacticipant, at), label, at),
  'label-removed': (sql, { pacticipant, label }, at) => sql.run('DELETE FROM labels WHERE pacticipant = ? AND name = ?', pacticipantId(sql, pacticipant, at), label),
  'tag-set': (sql, { pacticipant, version, tag }, at) =>
    sql.run('INSERT OR IGNORE INTO tags (version, pacticipant, name, created_at) VALUES (?, ?, ?, ?)', versionId(sql, pacticipant, version, at), pacticipantId(sql, pacticipant, at), tag, at),
  'tag-removed': (sql, { pacticipant, version, tag }, at) =>
    sql.run('DELETE FROM tags WHERE version = ? AND name = ?', versionId(sql, pacticipant, version, at), tag),
  'pact-published': (sql, { consumer, version, provider, sha, text, obtained }, at) => {
    const from = pacticipantId(sql, consumer, at);
    const to = pacticipantId(sql, provider, at);
    keepContent(sql, [from, to, sha], { text, obtained: obtained ?? obtainedIn(sql, text) }, at);
    sql.run(`INSERT INTO pacts (version, consumer, provider, content, text, created_at) SELECT ?, consumer, provider, id, ?, ? FROM contents WHERE consumer = ? AND provider = ? AND sha = ?
      ON CONFLICT (version, provider) DO UPDATE SET content = excluded.content, text = excluded.text, created_at = excluded.created_at`,
      versionId(sql, consumer, version, at), text, at, from, to, sha);
  },
  'verification-published': (sql, fact, at) => {
    const { consumer, provider, sha, providerVersion, success, wip, buildUrl, testResults, verifiedBy } = fact;
    const grade = gradeOf(testResultsOf(testResults));
    const content = [pacticipantId(sql, consumer, at), pacticipantId(sql, provider, at), sha];
    // Counted, not looked up: a number never comes again, even when its result was removed.
    sql.run('UPDATE contents SET results = results + 1 WHERE consumer = ? AND provider = ? AND sha = ?', ...content);
    sql.run(`INSERT INTO verifications (content, number, version, success, wip, grade, build_url, test_results, verified_by, created_at)
      SELECT id, results, ?, ?, ?, ?, ?, ?, ?, ? FROM contents WHERE consumer = ? AND provider = ? AND sha = ?`,
    versionId(sql, provider, providerVersion, at), success ? 1 : 0, wip ? 1 : 0, grade ?? null, buildUrl ?? null, jsonOrNull(testResults), jsonOrNull(verifiedBy), at, ...content);
  },
  'pacticipant-described': (sql, { name, displayName, mainBranch, repositoryUrl, repositoryName, repositoryNamespace }, at) =>
    sql.run(`UPDATE pacticipants SET display_name = coalesce(?, display_name), main_branch = coalesce(?, main_branch), repository_url = coalesce(?, repository_url),
      repository_name = coalesce(?, repository_name), repository_namespace = coalesce(?, repository_namespace), updated_at = ? WHERE id = ?`,
    displayName ?? null, mainBranch ?? null, repositoryUrl ?? null, repositoryName ?? null, repositoryNamespace ?? null, at, pacticipantId(sql, name, at)),
  'environment-described': (sql, { uuid, name, displayName, production, contacts }, at) =>
    sql.run(`INSERT INTO environments (uuid, name, display_name, production, contacts, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)
      ON CONFLICT (uuid) DO UPDATE SET name = ?2, display_name = ?3, production = ?4, contacts = ?5, updated_at = ?6`,
    uuid, name, displayName, production ? 1 : 0, jsonOrNull(contacts), at),
  'environment-removed': (sql, { uuid }) => sql.run('DELETE FROM environments WHERE uuid = ?', uuid),
  deployed: (sql, fact, at) => {
    const { pacticipant, environment, instance } = fact;
    sql.run(`UPDATE stays SET ended_at = ? WHERE kind = 'deployed' AND ended_at IS NULL AND instance IS ? AND pacticipant = ?
      AND environment = (SELECT id FROM environments WHERE uuid = ?)`, at, instance ?? null, pacticipantId(sql, pacticipant, at), environment);
    stay(sql, fact, instance, at);
  },
  undeployed: (sql, { uuid }, at) => sql.run('UPDATE stays SET ended_at = ? WHERE uuid = ?', at, uuid),
  released: (sql, fact, at) => stay(sql, fact, undefined, at),
  'support-ended': (sql, { uuid }, at) => sql.run('UPDATE stays SET ended_at = ? WHERE uuid = ?', at, uuid),
  'scenarios-played': (sql, { plays }, at) => {
    for (const play of plays) sql.run('INSERT OR REPLACE INTO plays VALUES (?, ?, ?, ?, ?, ?)', play.scenario, play.target, play.driver, play.transport, JSON.stringify(play), at);
  },
  'token-created': (sql, { name, role, hash }, at) => sql.run('INSERT INTO tokens VALUES (?, ?, ?, ?)', name, role, hash, at),
  'token-revoked': (sql, { name }) => sql.run('DELETE FROM tokens WHERE name = ?', name),
  ...WEBHOOKS,
  ...REMOVALS,
};

function keepContent(sql: Sql, key: [consumer: number, provider: number, sha: string], { text, obtained }: { text: string; obtained: ObtainedCounts }, at: number): void {
  const known = sql.get<{ id: number }>('SELECT id FROM contents WHERE consumer = ? AND provider = ? AND sha = ?', ...key);
  // Without a pact the text of a content may have been forgotten: the next publication brings it back.
  if (known) return sql.run('UPDATE contents SET text = ? WHERE id = ? AND NOT EXISTS (SELECT 1 FROM pacts p WHERE p.content = contents.id)', text, known.id);
  sql.run('INSERT INTO contents (consumer, provider, sha, text, obtained, created_at) VALUES (?, ?, ?, ?, ?, ?)', ...key, text, JSON.stringify(obtained), at);
}

const obtainedIn = (sql: Sql, text: string): ObtainedCounts =>
  obtainedOf(JSON.parse(sql.get<{ text: string }>('SELECT text FROM texts WHERE address = ?', text)?.text ?? 'null'));

function stay(sql: Sql, { kind, uuid, pacticipant, version, environment }: FactOf<'deployed' | 'released'>, instance: string | undefined, at: number): void {
  sql.run('INSERT INTO stays (uuid, kind, pacticipant, version, environment, instance, created_at) SELECT ?, ?, ?, ?, id, ?, ? FROM environments WHERE uuid = ?',
    uuid, kind, pacticipantId(sql, pacticipant, at), versionId(sql, pacticipant, version, at), instance ?? null, at, environment);
}

function pacticipantId(sql: Sql, name: string, at: number): number {
  const known = sql.get<{ id: number }>('SELECT id FROM pacticipants WHERE name = ?', name);
  if (known) return known.id;
  return added(sql.get<{ id: number }>('INSERT INTO pacticipants (name, created_at, updated_at) VALUES (?, ?, ?) RETURNING id', name, at, at));
}

function versionId(sql: Sql, pacticipant: string, number: string, at: number): number {
  const owner = pacticipantId(sql, pacticipant, at);
  const known = sql.get<{ id: number }>('SELECT id FROM versions WHERE pacticipant = ? AND number = ?', owner, number);
  if (known) return known.id;
  return added(sql.get<{ id: number }>('INSERT INTO versions (pacticipant, number, created_at) VALUES (?, ?, ?) RETURNING id', owner, number, at));
}

const added = (row: { id: number } | undefined): number => row?.id ?? 0;
const jsonOrNull = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
