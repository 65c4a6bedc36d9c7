import type { Fact } from '#broker/ledger/facts';
import type { Sql } from '#broker/ledger/sqlite';

export interface RecordedFact { id: number; at: number; fact: Fact }

export interface HistoryView {
  /** What happened before the fact with this id, newest first, `most` at the most. */
  history(before: number, most: number): RecordedFact[];
}

export const historyView = (sql: Sql): HistoryView => ({
  history: (before, most) => sql.all<{ id: number; at: number; body: string }>('SELECT id, at, body FROM facts WHERE id < ? ORDER BY id DESC LIMIT ?', before, most)
    .map(({ id, at, body }) => ({ id, at, fact: JSON.parse(body) as Fact })),
});
