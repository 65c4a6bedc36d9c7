import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Fact } from '#broker/ledger/facts';
import { project } from '#broker/ledger/project';
import { isSameFile } from '#broker/ledger/file';
import { mustBeReadable, number } from '#broker/ledger/format';
import { APPLICATION_ID, DROP_PROJECTIONS, FACTS, PROJECTIONS, PROJECTION_VERSION } from '#broker/ledger/schema';
import { type Sql, openSqlite } from '#broker/ledger/sqlite';
import { together } from '#broker/ledger/together';
import { type View, viewOf } from '#broker/ledger/view';
import { type Clock, realClock } from '#core/clock';
import { RingproofError, reasonOf } from '#core/errors';
import { VERSION } from '#core/version';


/** What a change may do beside reading: add facts, and the texts they point to. Both are seen by the reads that follow. */
export interface Writer {
  add(fact: Fact): void;
  /** Keeps a text under its address, once. */
  keep(address: string, text: string): void;
  /** Keeps these secrets of a webhook instead of those it had; none forgets them. */
  hide(webhook: string, secrets: Readonly<Record<string, string>>): void;
  /** Forgets the texts that no pact has any more. */
  forgetTexts(): { texts: number; bytes: number };
  /** Notes how far a reader of the facts has come. */
  readUpTo(reader: string, fact: number): void;
  /** The time that facts added now are given, in milliseconds since the epoch: the clock's, but never before the last fact's. */
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
   * @throws RingproofError RP_LEDGER_WRITE, RP_LEDGER_FULL, RP_LEDGER_GONE, RP_LEDGER_NEWER, RP_LEDGER_CORRUPT; and whatever `decide` throws.
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
 * @throws RingproofError RP_LEDGER_WRITE, RP_LEDGER_FULL, RP_LEDGER_CORRUPT, RP_LEDGER_NEWER, RP_LEDGER_FOREIGN (another program's file).
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
  const change = <T>(decide: Change<T>) => within(sql, 'BEGIN IMMEDIATE', () => (mayWrite(), decide(view, writer)));
  const close = () => sql.close();
  const isStillThere = isSameFile(file);
  const mayWrite = () => {
    if (!isStillThere()) throw new RingproofError('RP_LEDGER_GONE', { file });
    mustBeReadable(sql, file);
  };
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
  // One moment for both looks: another process may be making this very ledger. Without a lock, so that another program's file is left as it was.
  within(sql, 'BEGIN', () => mustBeReadable(sql, file));
  sql.makeDurable();
  if (isUpToDate(sql)) return;
  within(sql, 'BEGIN IMMEDIATE', () => {
    mustBeReadable(sql, file);
    if (isUpToDate(sql)) return;
    sql.exec(FACTS);
    rebuild(sql);
    sql.run('INSERT OR IGNORE INTO formats VALUES (?, ?)', PROJECTION_VERSION, VERSION);
    sql.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${PROJECTION_VERSION};`);
  });
}

const isUpToDate = (sql: Sql): boolean => number(sql, 'application_id') === APPLICATION_ID && number(sql, 'user_version') === PROJECTION_VERSION;

/** Computes the projections anew, within the caller's transaction. */
export function rebuild(sql: Sql): void {
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

const UNUSED = `address NOT IN (SELECT text FROM pacts) AND address NOT IN (SELECT c.text FROM contents c JOIN pacts p ON p.content = c.id)`;

function writerTo(sql: Sql, clock: Clock): Writer {
  // A clock may be set back; the order of facts and that of their times stay one order.
  const now = () => Math.max(clock.now(), sql.get<{ at: number }>('SELECT at FROM facts WHERE id = (SELECT max(id) FROM facts)')?.at ?? 0);
  return {
    add(fact) {
      const at = now();
      sql.run('INSERT INTO facts (at, kind, body) VALUES (?, ?, ?)', at, fact.kind, JSON.stringify(fact));
      project(sql, fact, at);
    },
    keep: (address, text) => sql.run('INSERT OR IGNORE INTO texts VALUES (?, ?)', address, text),
    hide(webhook, secrets) {
      sql.run('DELETE FROM secrets WHERE owner = ?', webhook);
      for (const [name, value] of Object.entries(secrets)) sql.run('INSERT INTO secrets VALUES (?, ?, ?)', webhook, name, value);
    },
    forgetTexts() {
      const gone = sql.get<{ texts: number; bytes: number }>(`SELECT count(*) AS texts, coalesce(sum(length(CAST(text AS BLOB))), 0) AS bytes FROM texts WHERE ${UNUSED}`);
      sql.run(`DELETE FROM texts WHERE ${UNUSED}`);
      return gone ?? { texts: 0, bytes: 0 };
    },
    readUpTo: (reader, fact) => sql.run('INSERT INTO readers VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET fact = ?2', reader, fact),
    now,
  };
}

/** One transaction: all of it or nothing. */
export function within<T>(sql: Sql, begin: string, act: () => T): T {
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
