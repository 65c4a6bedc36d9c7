import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Fact } from '#broker/ledger/facts';
import { project } from '#broker/ledger/project';
import { APPLICATION_ID, DROP_PROJECTIONS, FACTS, PROJECTIONS, PROJECTION_VERSION } from '#broker/ledger/schema';
import { type Sql, openSqlite } from '#broker/ledger/sqlite';
import { together } from '#broker/ledger/together';
import { type View, viewOf } from '#broker/ledger/view';
import { type Clock, realClock } from '#core/clock';
import { RingproofError, reasonOf } from '#core/errors';

/** What a change may do beside reading: add facts, and the texts they point to. Both are seen by the reads that follow. */
export interface Writer {
  add(fact: Fact): void;
  /** Keeps a text under its address, once. */
  keep(address: string, text: string): void;
  /** Keeps these secrets of a webhook instead of those it had; none forgets them. */
  hide(webhook: string, secrets: Readonly<Record<string, string>>): void;
  /** Notes how far a reader of the facts has come. */
  readUpTo(reader: string, fact: number): void;
  /** The time that facts added now are given, in milliseconds since the epoch. */
  now(): number;
}

/** Looks, and adds what follows from it. */
export type Change<T> = (view: View, writer: Writer) => T;

/** An append-only file of facts. Several processes may share one: writers wait for each other. */
export interface Ledger extends Disposable {
  readonly file: string;
  readonly clock: Clock;
  /** Answers from one consistent moment. */
  read<T>(ask: (view: View) => T): T;
  /**
   * Decides and adds in one transaction: all of it is on the disk when this returns, or nothing when it throws.
   * @throws RingproofError RP_LEDGER_WRITE, RP_LEDGER_CORRUPT; and whatever `decide` throws.
   */
  change<T>(decide: Change<T>): T;
  /** The same, in one transaction with what others ask for at about the same time; never within `change`. Resolves when it is on the disk. */
  changeSoon<T>(decide: Change<T>): Promise<T>;
  /** Computes the projections anew from the facts. */
  rebuild(): void;
  close(): void;
}

/**
 * Opens the ledger in this file, or makes one; `:memory:` lives as long as the process.
 * @throws RingproofError RP_LEDGER_WRITE, RP_LEDGER_CORRUPT (also for another program's database).
 */
export function openLedger(file: string, clock: Clock = realClock): Ledger {
  if (file !== ':memory:') makeFolder(file);
  return ledgerOn(openSqlite(file), file, clock);
}

/** A ledger on a database that is open already; closes it when it is no ledger. */
export function ledgerOn(sql: Sql, file: string, clock: Clock): Ledger {
  try {
    prepare(sql, file);
  } catch (thrown) {
    sql.close();
    throw thrown;
  }
  const view = viewOf(sql);
  const writer = writerTo(sql, clock);
  const change = <T>(decide: Change<T>) => within(sql, 'BEGIN IMMEDIATE', () => decide(view, writer));
  const close = () => sql.close();
  return {
    file,
    clock,
    read: (ask) => within(sql, 'BEGIN', () => ask(view)),
    change,
    changeSoon: together(sql, change),
    rebuild: () => within(sql, 'BEGIN IMMEDIATE', () => rebuild(sql)),
    close,
    [Symbol.dispose]: close,
  };
}

function makeFolder(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
  } catch (thrown) {
    throw new RingproofError('RP_LEDGER_WRITE', { file, reason: reasonOf(thrown) }, thrown);
  }
}

function prepare(sql: Sql, file: string): void {
  const number = (pragma: string) => Object.values(sql.get<Record<string, number>>(`PRAGMA ${pragma}`) ?? {})[0];
  // One moment for both looks: another process may be making this very ledger. Without a lock, so that another program's file is left as it was.
  const foreign = within(sql, 'BEGIN', () => sql.get('SELECT 1 FROM sqlite_schema') !== undefined && number('application_id') !== APPLICATION_ID);
  if (foreign) throw new RingproofError('RP_LEDGER_CORRUPT', { file, reason: 'it is the database of another program' });
  sql.makeDurable();
  if (number('application_id') === APPLICATION_ID && number('user_version') === PROJECTION_VERSION) return;
  within(sql, 'BEGIN IMMEDIATE', () => {
    if (number('application_id') === APPLICATION_ID && number('user_version') === PROJECTION_VERSION) return;
    sql.exec(FACTS);
    rebuild(sql);
    sql.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${PROJECTION_VERSION};`);
  });
}

function rebuild(sql: Sql): void {
  sql.exec(DROP_PROJECTIONS);
  sql.exec(PROJECTIONS);
  const batch = 500;
  for (let after = 0; ;) {
    const facts = sql.all<{ id: number; at: number; body: string }>('SELECT id, at, body FROM facts WHERE id > ? ORDER BY id LIMIT ?', after, batch);
    for (const { at, body } of facts) project(sql, JSON.parse(body) as Fact, at);
    const last = facts.at(-1);
    if (!last || facts.length < batch) return;
    after = last.id;
  }
}

function writerTo(sql: Sql, clock: Clock): Writer {
  return {
    add(fact) {
      const at = clock.now();
      sql.run('INSERT INTO facts (at, kind, body) VALUES (?, ?, ?)', at, fact.kind, JSON.stringify(fact));
      project(sql, fact, at);
    },
    keep: (address, text) => sql.run('INSERT OR IGNORE INTO texts VALUES (?, ?)', address, text),
    hide(webhook, secrets) {
      sql.run('DELETE FROM secrets WHERE owner = ?', webhook);
      for (const [name, value] of Object.entries(secrets)) sql.run('INSERT INTO secrets VALUES (?, ?, ?)', webhook, name, value);
    },
    readUpTo: (reader, fact) => sql.run('INSERT INTO readers VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET fact = ?2', reader, fact),
    now: () => clock.now(),
  };
}

function within<T>(sql: Sql, begin: string, act: () => T): T {
  sql.exec(begin);
  try {
    const result = act();
    sql.exec('COMMIT');
    return result;
  } catch (thrown) {
    abandon(sql);
    throw thrown;
  }
}

/** A full disk may have ended the transaction already; the first error is the one to tell. */
function abandon(sql: Sql): void {
  try {
    sql.exec('ROLLBACK');
  } catch {
    return;
  }
}
