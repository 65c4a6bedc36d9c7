import type { Exchange, Journal } from '#core/exchange';

/** A journal that forgets its oldest exchanges. */
export interface BoundedJournal extends Journal {
  /** How many exchanges there ever were: the newest one's number. Not set back by `clear`. */
  readonly total: number;
  clear(): void;
}

/** Keeps the last `limit` exchanges. */
export function boundedJournal(limit: number): BoundedJournal {
  const kept: Exchange[] = [];
  let total = 0;
  // Removing one at a time would move the whole array for each exchange.
  const trim = () => { if (kept.length > limit) kept.splice(0, kept.length - limit); };
  return {
    get exchanges() {
      trim();
      return kept;
    },
    get total() { return total; },
    add(exchange) {
      kept.push(exchange);
      total += 1;
      if (kept.length >= 2 * limit + 64) trim();
    },
    clear: () => { kept.length = 0; },
  };
}
