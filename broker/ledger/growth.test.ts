// What a question reads must not grow with the history: counted in statements and rows, and by SQLite's own plans; no clock.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sha256 } from '#broker/hash';
import { type Ledger, ledgerOn } from '#broker/ledger/ledger';
import { type Sql, openSqlite } from '#broker/ledger/sqlite';
import type { View } from '#broker/ledger/view';
import { selected } from '#broker/operations/for-verification';
import { contentOf } from '#broker/operations/publish';
import { judge } from '#broker/rules/deployability';
import { evaluate } from '#broker/rules/matrix';
import { standingOf } from '#broker/rules/status';
import { pactText } from '#broker/testing/pacts';
import { virtualClock } from '#core/clock';

interface Reads { statements: number; rows: number }
interface Counted { sql: Sql; ledger: Ledger; asked: Set<string>; reads(ask: (view: View) => unknown): Reads }

const LITTLE = 12;
const MUCH = 10 * LITTLE;
let little: Counted;
let much: Counted;
beforeAll(() => ([little, much] = [LITTLE, MUCH].map(historyOf) as [Counted, Counted]));
afterAll(() => [little, much].forEach(({ ledger }) => ledger.close()));

/** Counts what is read through it. */
function counted(): Counted {
  const sql = openSqlite(':memory:');
  const so = { statements: 0, rows: 0 };
  const asked = new Set<string>();
  const count = (statement: string, rows: number) => {
    so.statements++;
    so.rows += rows;
    asked.add(statement);
  };
  const counting: Sql = {
    ...sql,
    all: <Row>(statement: string, ...values: never[]) => {
      const rows = sql.all<Row>(statement, ...values);
      count(statement, rows.length);
      return rows;
    },
    get: <Row>(statement: string, ...values: never[]) => {
      count(statement, 1);
      return sql.get<Row>(statement, ...values);
    },
  };
  const ledger = ledgerOn(counting, 'memory', virtualClock());
  const reads = (ask: (view: View) => unknown) => {
    const before = { ...so };
    ledger.read(ask);
    return { statements: so.statements - before.statements, rows: so.rows - before.rows };
  };
  return { sql, ledger, asked, reads };
}

/** One contract that never changes, published and verified this often; the last versions run in prod. */
function historyOf(versions: number): Counted {
  const on = counted();
  const text = pactText('App', 'Api', 'hello');
  const { sha } = contentOf('App', 'Api', text);
  on.ledger.change((_, writer) => {
    writer.keep(sha256(text), text);
    writer.add({ kind: 'environment-described', uuid: 'prod', name: 'prod', displayName: 'prod', production: true });
    for (let number = 0; number < versions; number++) {
      const version = number === versions - 1 ? 'last' : String(number);
      const branch = number === 1 ? 'old' : 'main';
      writer.add({ kind: 'branch-joined', pacticipant: 'App', version, branch });
      writer.add({ kind: 'tag-set', pacticipant: 'App', version, tag: 'dev' });
      writer.add({ kind: 'pact-published', consumer: 'App', version, provider: 'Api', sha, text: sha256(text) });
      writer.add({ kind: 'branch-joined', pacticipant: 'Api', version, branch });
      writer.add({ kind: 'verification-published', consumer: 'App', provider: 'Api', sha, providerVersion: version, success: true });
      for (const pacticipant of ['App', 'Api']) writer.add({ kind: 'deployed', uuid: `${pacticipant}-${version}`, pacticipant, version, environment: 'prod' });
    }
  });
  return on;
}

const toProd = (pacticipant: string) => (view: View) => {
  const { verdict } = judge(evaluate(view, { selectors: [{ pacticipant, version: 'last' }], environment: 'prod', latestBy: 'cvpv' }), { now: 0 });
  expect(verdict).toBe('yes');
};
const QUESTIONS: Record<string, (view: View) => unknown> = {
  'can-i-deploy as consumer': toProd('App'),
  'can-i-deploy as provider': toProd('Api'),
  'can-i-deploy of the head of a branch': (view) => evaluate(view, { selectors: [{ pacticipant: 'App', branch: 'main', latest: true }], tag: 'dev', latest: true, latestBy: 'cvp' }),
  'can-i-deploy of the head of a branch long left': (view) => evaluate(view, { selectors: [{ pacticipant: 'App', branch: 'old', latest: true }], environment: 'prod', latestBy: 'cvpv' }),
  'pacts for verification': (view) => selected(view, { provider: 'Api', providerBranch: 'main', includePending: true, selectors: [{ mainBranch: true }, { deployedOrReleased: true }, { latest: true }, { tag: 'dev', latest: true }] }, '', 0),
  'pacts for verification, without selectors': (view) => selected(view, { provider: 'Api' }, '', 0),
  'pacts for verification by a new branch, with work in progress': (view) => selected(view, { provider: 'Api', providerBranch: 'new', includePending: true, includeWipSince: 1, selectors: [{ matchingBranch: true }] }, '', 0),
  'the status of the latest pact': (view) => {
    const pact = view.latestPact('App', 'Api');
    expect(pact && standingOf(view, pact).status).toBe('success');
  },
  'what a publish looks at': (view) => [view.pact('App', 'last', 'Api'), view.everVerified('App', 'Api'), view.version('App', 'last'), view.pacticipant('App')],
  'one result': (view) => ['latest' as const, 1].map((number) => view.verification('App', 'Api', view.pact('App', 'last', 'Api')?.sha ?? '', number)),
  'who works with whom': (view) => [view.providersOf('App'), view.consumersOf('Api'), view.integrations(), view.latestPacts(), view.tags('App'), view.tagSince('App', 'dev'), view.firstVersionSince('Api', 'main')],
};

it.each(Object.entries(QUESTIONS))('%s reads the same after ten times the history', (_, ask) => {
  expect(much.reads(ask)).toEqual(little.reads(ask));
});

it('reads no table from end to end', () => {
  for (const ask of Object.values(QUESTIONS)) much.reads(ask);
  const whole = [...much.asked].flatMap((statement) => much.sql.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${statement.replace(/\?\d*/g, 'NULL')}`)
    .filter(({ detail }) => /^SCAN (?!CONSTANT ROW|sqlite_schema\b|one\b|other\b|pair\b|x\b|\()/.test(detail) && !(FIRST_ONLY.test(detail) && statement.includes('RECURSIVE pair'))).map(({ detail }) => `${detail}: ${statement}`));
  expect(whole).toEqual([]);
});

/** The leaps over all pairs begin with the first entry of an index. */
const FIRST_ONLY = /^SCAN contents USING COVERING INDEX sqlite_autoindex_contents_1$/;
