/** Marks a SQLite file as a ledger ("RPLG"). */
export const APPLICATION_ID = 0x52504c47;

/** Raised with every change of the projections: a ledger written by an older program is then computed anew from its facts. */
export const PROJECTION_VERSION = 9;

/** The facts, and the texts they point to: facts are never changed or removed, a text only when nothing has it any more (`broker clean`). Beside them what must be forgotten when asked, how far readers of the facts have come, and which ringproof brought each format. */
export const FACTS = `
  CREATE TABLE IF NOT EXISTS texts (address TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS facts (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL);
  CREATE TRIGGER IF NOT EXISTS facts_stay BEFORE UPDATE ON facts BEGIN SELECT RAISE(ABORT, 'a fact never changes'); END;
  CREATE TRIGGER IF NOT EXISTS facts_remain BEFORE DELETE ON facts BEGIN SELECT RAISE(ABORT, 'a fact is never removed'); END;
  CREATE TABLE IF NOT EXISTS secrets (owner TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (owner, name)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS formats (format INTEGER PRIMARY KEY, ringproof TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS readers (name TEXT PRIMARY KEY, fact INTEGER NOT NULL) WITHOUT ROWID;
`;

/** What is computed from the facts. Times are milliseconds since the epoch; a higher id is later. */
export const PROJECTIONS = `
  CREATE TABLE pacticipants (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, display_name TEXT, main_branch TEXT,
    repository_url TEXT, repository_name TEXT, repository_namespace TEXT, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);
  CREATE TABLE versions (
    id INTEGER PRIMARY KEY, pacticipant INTEGER NOT NULL REFERENCES pacticipants, number TEXT NOT NULL, build_url TEXT, created_at INTEGER NOT NULL,
    UNIQUE (pacticipant, number));
  CREATE INDEX versions_newest ON versions (pacticipant, id);
  CREATE TABLE branches (id INTEGER PRIMARY KEY, pacticipant INTEGER NOT NULL REFERENCES pacticipants, name TEXT NOT NULL, created_at INTEGER NOT NULL, UNIQUE (pacticipant, name));
  CREATE TABLE branch_versions (id INTEGER PRIMARY KEY, branch INTEGER NOT NULL REFERENCES branches, version INTEGER NOT NULL REFERENCES versions, created_at INTEGER NOT NULL, UNIQUE (branch, version));
  CREATE INDEX branch_versions_of ON branch_versions (version);
  CREATE INDEX branch_versions_since ON branch_versions (branch, id);
  CREATE TABLE tags (id INTEGER PRIMARY KEY, version INTEGER NOT NULL REFERENCES versions, pacticipant INTEGER NOT NULL, name TEXT NOT NULL, created_at INTEGER NOT NULL, UNIQUE (version, name));
  CREATE INDEX tags_newest ON tags (pacticipant, name, version);
  CREATE INDEX tags_since ON tags (pacticipant, name, created_at);
  CREATE TABLE labels (pacticipant INTEGER NOT NULL REFERENCES pacticipants, name TEXT NOT NULL, created_at INTEGER NOT NULL, PRIMARY KEY (pacticipant, name)) WITHOUT ROWID;
  CREATE TABLE contents (
    id INTEGER PRIMARY KEY, consumer INTEGER NOT NULL REFERENCES pacticipants, provider INTEGER NOT NULL REFERENCES pacticipants,
    sha TEXT NOT NULL, text TEXT NOT NULL, obtained TEXT NOT NULL, results INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL, UNIQUE (consumer, provider, sha));
  CREATE INDEX contents_of_provider ON contents (provider, consumer);
  CREATE INDEX contents_verified ON contents (consumer, provider) WHERE results > 0;
  CREATE TABLE pacts (
    id INTEGER PRIMARY KEY, version INTEGER NOT NULL REFERENCES versions, consumer INTEGER NOT NULL, provider INTEGER NOT NULL,
    content INTEGER NOT NULL REFERENCES contents, text TEXT NOT NULL, created_at INTEGER NOT NULL, UNIQUE (version, provider));
  CREATE INDEX pacts_of_consumer ON pacts (consumer, provider, version);
  CREATE INDEX pacts_of_content ON pacts (content, version);
  CREATE TABLE verifications (
    id INTEGER PRIMARY KEY, content INTEGER NOT NULL REFERENCES contents, number INTEGER NOT NULL, version INTEGER NOT NULL REFERENCES versions,
    success INTEGER NOT NULL, wip INTEGER NOT NULL, grade TEXT, build_url TEXT, test_results TEXT, verified_by TEXT, created_at INTEGER NOT NULL, UNIQUE (content, number));
  CREATE INDEX verifications_by ON verifications (version, content);
  CREATE TABLE environments (
    id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL, production INTEGER NOT NULL,
    contacts TEXT, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);
  CREATE TABLE stays (
    id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, pacticipant INTEGER NOT NULL, version INTEGER NOT NULL REFERENCES versions,
    environment INTEGER NOT NULL REFERENCES environments ON DELETE CASCADE, instance TEXT, created_at INTEGER NOT NULL, ended_at INTEGER);
  CREATE INDEX stays_now ON stays (environment, pacticipant) WHERE ended_at IS NULL;
  CREATE INDEX stays_of ON stays (version, environment);
  CREATE INDEX stays_of_pacticipant ON stays (pacticipant) WHERE ended_at IS NULL;
  CREATE TABLE plays (scenario TEXT NOT NULL, target TEXT NOT NULL, driver TEXT NOT NULL, transport TEXT NOT NULL, document TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (scenario, target, driver, transport)) WITHOUT ROWID;
  CREATE TABLE tokens (name TEXT PRIMARY KEY, role TEXT NOT NULL, hash TEXT NOT NULL, created_at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE webhooks (uuid TEXT PRIMARY KEY, document TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);
  CREATE TABLE triggers (uuid TEXT PRIMARY KEY, webhook TEXT NOT NULL, event TEXT NOT NULL, created_at INTEGER NOT NULL, succeeded INTEGER NOT NULL, attempts INTEGER NOT NULL, attempted_at INTEGER);
  CREATE INDEX triggers_of ON triggers (webhook, created_at);
  CREATE INDEX triggers_open ON triggers (succeeded, attempts) WHERE succeeded = 0;
  CREATE TABLE attempts (id INTEGER PRIMARY KEY, trigger TEXT NOT NULL, success INTEGER NOT NULL, log TEXT NOT NULL, at INTEGER NOT NULL);
  CREATE INDEX attempts_of ON attempts (trigger);
`;

export const PROJECTION_TABLES = ['tokens', 'plays', 'attempts', 'triggers', 'webhooks', 'stays', 'environments', 'verifications', 'pacts', 'contents', 'labels', 'tags', 'branch_versions', 'branches', 'versions', 'pacticipants'];
export const DROP_PROJECTIONS = PROJECTION_TABLES.map((table) => `DROP TABLE IF EXISTS ${table};`).join('\n');
