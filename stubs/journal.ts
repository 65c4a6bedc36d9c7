import type { Exchange, Journal } from '#core/exchange';

const JOURNAL_SIZE = 10_000;

export interface StubJournal extends Journal {
  /** How many exchanges there were, kept or not. */
  readonly total: number;
  clear(): void;
}

/** A stub may run for days: the journal keeps the last `size` exchanges and counts the others. */
export function boundedJournal(size = JOURNAL_SIZE): StubJournal {
  let kept: Exchange[] = [];
  let total = 0;
  return {
    // Twice the size may be held, so that forgetting costs one copy in `size` exchanges instead of one in each.
    get exchanges() { return kept.slice(-size); },
    get total() { return total; },
    add(exchange) {
      total += 1;
      kept.push(exchange);
      if (kept.length >= 2 * size) kept = kept.slice(-size);
    },
    clear() {
      kept = [];
      total = 0;
    },
  };
}
