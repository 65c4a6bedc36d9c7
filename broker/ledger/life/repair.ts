import { existsSync } from 'node:fs';
import { sha256 } from '#broker/hash';
import { factIn } from '#broker/ledger/life/check';
import { openExisting } from '#broker/ledger/life/snapshot';
import { openLedger } from '#broker/ledger/ledger';
import { type Sql, openSqlite } from '#broker/ledger/sqlite';
import { RingproofError } from '#core/errors';

export interface Repaired {
  facts: number;
  texts: number;
  /** Numbers of facts that could not be read, first to last of each run. They count from 1 without a gap. */
  lostFacts: [first: number, last: number][];
  /** Pacts whose text is gone: they count on in every verdict, and cannot be shown or verified any more. */
  lostTexts: string[];
  /** Facts after the last readable one cannot be counted: nothing says how many there were. */
  endUnknown: boolean;
  lostSecrets: boolean;
}

/** How far beyond the last readable fact is looked for more, when the ledger itself cannot say where they end. */
const LOOK_AHEAD = 20_000;

/**
 * Saves what can be read of a damaged ledger into a new one; the damaged file is only read.
 * @throws RingproofError RP_LEDGER_MISSING, RP_FILE_EXISTS (the new file), RP_LEDGER_CORRUPT when nothing can be read, RP_LEDGER_FOREIGN.
 */
export function repair(file: string, to: string): Repaired {
  if (existsSync(to)) throw new RingproofError('RP_FILE_EXISTS', { file: to, advice: 'Name a new file: a repair never writes over another.' });
  const old = openExisting(file);
  try {
    const end = attempt(() => old.get<{ id: number | null }>('SELECT max(id) AS id FROM facts')?.id ?? 0);
    // The first look at all: whoever cannot even read the schema has nothing to save.
    old.get('SELECT 1 FROM sqlite_schema');
    openLedger(to).close();
    return save(old, openSqlite(to), to, end);
  } finally {
    old.close();
  }
}

function save(old: Sql, fresh: Sql, to: string, end: number | undefined): Repaired {
  const repaired: Repaired = { facts: 0, texts: 0, lostFacts: [], lostTexts: [], endUnknown: end === undefined, lostSecrets: false };
  fresh.exec('BEGIN IMMEDIATE');
  let last = 0;
  for (let id = 1; id <= (end ?? last + LOOK_AHEAD); id++) {
    const row = attempt(() => old.get<{ at: number; kind: string; body: string }>('SELECT at, kind, body FROM facts WHERE id = ?', id));
    const fact = row && factIn(row.body);
    if (!row || !fact) continue;
    if (id > last + 1) repaired.lostFacts.push([last + 1, id - 1]);
    last = id;
    repaired.facts++;
    fresh.run('INSERT INTO facts VALUES (?, ?, ?, ?)', id, row.at, row.kind, row.body);
    if (fact.kind === 'pact-published') saveText(old, fresh, fact.text, repaired);
  }
  if (end !== undefined && end > last) repaired.lostFacts.push([last + 1, end]);
  for (const table of ['secrets', 'readers']) saveTable(old, fresh, table, repaired);
  fresh.exec('COMMIT');
  fresh.close();
  const ledger = openLedger(to);
  ledger.rebuild();
  repaired.lostTexts = ledger.read((view) => view.pactsWithoutText()).map(({ consumer, version, provider }) => `${consumer} ${version} with ${provider}`);
  ledger.close();
  return repaired;
}

/** A text that does not fit its address was damaged. One that is missing may have been forgotten on purpose (`broker clean`). */
function saveText(old: Sql, fresh: Sql, address: string, repaired: Repaired): void {
  if (fresh.get('SELECT 1 FROM texts WHERE address = ?', address)) return;
  const text = attempt(() => old.get<{ text: string }>('SELECT text FROM texts WHERE address = ?', address)?.text);
  if (text === undefined || sha256(text) !== address) return;
  fresh.run('INSERT INTO texts VALUES (?, ?)', address, text);
  repaired.texts++;
}

function saveTable(old: Sql, fresh: Sql, table: string, repaired: Repaired): void {
  const rows = attempt(() => old.all<Record<string, string | number>>(`SELECT * FROM ${table}`));
  if (!rows) repaired.lostSecrets ||= table === 'secrets';
  for (const row of rows ?? []) fresh.run(`INSERT INTO ${table} VALUES (${Object.keys(row).map(() => '?').join(', ')})`, ...Object.values(row));
}

/** What could be read; undefined where the file is damaged. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof RingproofError && thrown.code === 'RP_LEDGER_CORRUPT') return undefined;
    throw thrown;
  }
}
