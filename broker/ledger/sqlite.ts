import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { beginsAsSqlite } from '#broker/ledger/file';
import { RingproofError, reasonOf } from '#core/errors';

/** SQL with its statements prepared once. A row's type is the caller's word: the statement stands beside it. */
export interface Sql {
  all<Row>(statement: string, ...values: SQLInputValue[]): Row[];
  get<Row>(statement: string, ...values: SQLInputValue[]): Row | undefined;
  run(statement: string, ...values: SQLInputValue[]): void;
  exec(script: string): void;
  /** What is committed survives the end of the process and of the machine, and readers do not wait for a writer. */
  makeDurable(): void;
  close(): void;
}

/** SQLite's primary result codes. https://sqlite.org/rescode.html */
const BUSY = 5;
const CORRUPT = 11;
const FULL = 13;
const NOT_A_DATABASE = 26;
const UNWRITABLE = new Set([3, BUSY, 6, 8, 10, 14, 23]);
const WAIT_FOR_OTHERS_MS = 10_000;

/**
 * Opens a database file, or one in memory.
 * @throws RingproofError RP_LEDGER_WRITE, RP_LEDGER_FULL, RP_LEDGER_CORRUPT, RP_LEDGER_FOREIGN (no database at all); so do all its methods.
 */
export function openSqlite(file: string, { readOnly = false, timeout = WAIT_FOR_OTHERS_MS } = {}): Sql {
  const { DatabaseSync } = loadSqlite();
  const database = guard(file, () => new DatabaseSync(file, { timeout, readOnly }));
  const statements = new Map<string, StatementSync>();
  const prepared = (statement: string): StatementSync => {
    const known = statements.get(statement) ?? database.prepare(statement);
    statements.set(statement, known);
    return known;
  };
  return {
    all: <Row>(statement: string, ...values: SQLInputValue[]) => guard(file, () => prepared(statement).all(...values) as Row[]),
    get: <Row>(statement: string, ...values: SQLInputValue[]) => guard(file, () => prepared(statement).get(...values) as Row | undefined),
    run: (statement, ...values) => guard(file, () => void prepared(statement).run(...values)),
    exec: (script) => guard(file, () => database.exec(script)),
    makeDurable: () => guard(file, () => patiently(() => database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;'))),
    close: () => closeOnce(database),
  };
}

/** Node 22 announces SQLite as experimental on stderr; that one line is not the user's business. */
function loadSqlite(): typeof import('node:sqlite') {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = (warning: string | Error, ...more: []) => {
    if (!String(warning).includes('SQLite')) emitWarning(warning, ...more);
  };
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}

function closeOnce(database: DatabaseSync): void {
  if (database.isOpen) database.close();
}

/** SQLite waits for other writers by itself, except where two processes change the journal's mode at once: there it gives up at once. */
function patiently(act: () => void): void {
  const until = Date.now() + WAIT_FOR_OTHERS_MS;
  for (;;) {
    try {
      return act();
    } catch (thrown) {
      if (primaryCode(thrown) !== BUSY || Date.now() > until) throw thrown;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function primaryCode(thrown: unknown): number | undefined {
  const extended = (thrown as { errcode?: unknown } | null)?.errcode;
  return typeof extended === 'number' ? extended & 0xff : undefined;
}

function guard<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (thrown) {
    throw userError(file, thrown);
  }
}

function userError(file: string, thrown: unknown): unknown {
  const code = primaryCode(thrown);
  if (code === undefined) return thrown;
  const isCorrupt = code === CORRUPT || (code === NOT_A_DATABASE && beginsAsSqlite(file));
  const told = isCorrupt ? 'RP_LEDGER_CORRUPT' : code === NOT_A_DATABASE ? 'RP_LEDGER_FOREIGN' : code === FULL ? 'RP_LEDGER_FULL' : undefined;
  if (told) return new RingproofError(told, { file, reason: reasonOf(thrown) }, thrown);
  if (!UNWRITABLE.has(code)) return thrown;
  const reason = code === BUSY ? `another process has been writing to it for ${WAIT_FOR_OTHERS_MS / 1000} s` : reasonOf(thrown);
  return new RingproofError('RP_LEDGER_WRITE', { file, reason }, thrown);
}
