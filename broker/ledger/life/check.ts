import { sha256 } from '#broker/hash';
import type { Fact } from '#broker/ledger/facts';
import { APPLICATION_ID, DROP_PROJECTIONS, FACTS, PROJECTIONS, PROJECTION_TABLES, PROJECTION_VERSION } from '#broker/ledger/schema';
import { mustBeReadable, number } from '#broker/ledger/format';
import { openExisting } from '#broker/ledger/life/snapshot';
import { isKnownKind, project } from '#broker/ledger/project';
import { type Sql, openSqlite } from '#broker/ledger/sqlite';
import { viewOf } from '#broker/ledger/view';
import { RingproofError, reasonOf } from '#core/errors';

/** Something wrong with a ledger: `what` was looked at, and what was found. */
export interface Finding { what: 'pages' | 'facts' | 'texts' | 'answers'; problem: string }
export interface Checked { facts: number; texts: number; findings: Finding[] }

const SHOWN = 20;

/**
 * Reads a whole ledger, without changing it: SQLite's own check, every fact, every text against its address, and
 * whether what is computed from the facts is what they give now. Others may go on writing.
 * @throws RingproofError RP_LEDGER_MISSING, RP_LEDGER_FOREIGN, RP_LEDGER_NEWER; what is damaged is a finding.
 */
export function checkLedger(file: string): Checked {
  const checked: Checked = { facts: 0, texts: 0, findings: [] };
  const found = (what: Finding['what'], problem: string) => checked.findings.push({ what, problem });
  const sql = openExisting(file);
  try {
    sql.exec('BEGIN');
    guarded('pages', found, () => {
      mustBeReadable(sql, file);
      if (number(sql, 'application_id') !== APPLICATION_ID) throw new RingproofError('RP_LEDGER_FOREIGN', { file, reason: 'it is empty' });
      for (const { integrity_check: line } of sql.all<{ integrity_check: string }>(`PRAGMA integrity_check(${SHOWN})`)) if (line !== 'ok') found('pages', line);
    });
    guarded('facts', found, () => readFacts(sql, checked, found));
    guarded('texts', found, () => readTexts(sql, checked, found));
    if (checked.findings.length === 0 && isCurrent(sql)) guarded('answers', found, () => compareAnswers(sql, found));
  } finally {
    sql.close();
  }
  return checked;
}

/** A ledger in an older format is computed anew by whoever opens it: there is nothing to compare yet. */
const isCurrent = (sql: Sql): boolean => number(sql, 'user_version') === PROJECTION_VERSION;

type Found = (what: Finding['what'], problem: string) => void;

function guarded(what: Finding['what'], found: Found, look: () => void): void {
  try {
    look();
  } catch (thrown) {
    if (thrown instanceof RingproofError && thrown.code !== 'RP_LEDGER_CORRUPT') throw thrown;
    found(what, reasonOf(thrown instanceof RingproofError ? (thrown.cause ?? thrown) : thrown));
  }
}

/** The fact that a row holds; undefined when it holds none. */
export function factIn(body: string): Fact | undefined {
  try {
    const fact = JSON.parse(body) as Fact;
    return isKnownKind(fact.kind) ? fact : undefined;
  } catch {
    return undefined;
  }
}

function readFacts(sql: Sql, checked: Checked, found: Found): void {
  let expected = 1;
  for (const { id, body } of rows(sql)) {
    if (id !== expected) found('facts', id === expected + 1 ? `fact ${expected} is missing` : `facts ${expected} to ${id - 1} are missing`);
    if (!factIn(body)) found('facts', `fact ${id} cannot be read`);
    checked.facts++;
    expected = id + 1;
  }
}

function readTexts(sql: Sql, checked: Checked, found: Found): void {
  for (let after = ''; ;) {
    const texts = sql.all<{ address: string; text: string }>('SELECT address, text FROM texts WHERE address > ? ORDER BY address LIMIT 100', after);
    for (const { address, text } of texts) if (sha256(text) !== address) found('texts', `the text ${address} was changed`);
    checked.texts += texts.length;
    const last = texts.at(-1);
    if (!last) break;
    after = last.address;
  }
  if (!isCurrent(sql)) return;
  for (const { consumer, version, provider } of viewOf(sql).pactsWithoutText().slice(0, SHOWN)) found('texts', `the text of the pact between ${consumer} (${version}) and ${provider} is missing`);
}

function* rows(sql: Sql): Generator<{ id: number; at: number; body: string }> {
  for (let after = 0; ;) {
    const batch = sql.all<{ id: number; at: number; body: string }>('SELECT id, at, body FROM facts WHERE id > ? ORDER BY id LIMIT 500', after);
    yield* batch;
    const last = batch.at(-1);
    if (!last) return;
    after = last.id;
  }
}

/** Computes everything once more, beside the ledger, and compares. */
function compareAnswers(sql: Sql, found: Found): void {
  const fresh = openSqlite(':memory:');
  try {
    fresh.exec(FACTS + DROP_PROJECTIONS + PROJECTIONS);
    for (const { at, body } of rows(sql)) project(fresh, JSON.parse(body) as Fact, at);
    for (const table of PROJECTION_TABLES) {
      const select = `SELECT * FROM ${table} ORDER BY 1, 2`;
      if (JSON.stringify(sql.all(select)) !== JSON.stringify(fresh.all(select))) found('answers', `${table} are not what the facts give`);
    }
  } finally {
    fresh.close();
  }
}
