import type { Exchange, Journal } from '#core/exchange';

/** A journal that forgets its oldest exchanges. */
export interface BoundedJournal extends Journal {
  /** How many exchanges there ever were: the newest one's number. Not set back by `clear`. */
  readonly total: number;
  clear(): void;
}

/** What messages may take in memory that only the journal still knows: 256 of the standard tier's largest. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Keeps the last `limit` exchanges, fewer when they are larger than `maxBytes` together. */
export function boundedJournal(limit: number, maxBytes = MAX_BYTES): BoundedJournal {
  const kept: Exchange[] = [];
  const sizes: number[] = [];
  let total = 0;
  let bytes = 0;
  const trim = () => {
    let excess = Math.max(0, kept.length - limit);
    for (let index = 0; index < excess; index += 1) bytes -= sizes[index] ?? 0;
    // The newest one stays, whatever its size.
    for (; bytes > maxBytes && excess < kept.length - 1; excess += 1) bytes -= sizes[excess] ?? 0;
    if (excess === 0) return;
    kept.splice(0, excess);
    sizes.splice(0, excess);
  };
  return {
    get exchanges() {
      trim();
      return kept;
    },
    get total() { return total; },
    add(exchange, size = 0) {
      kept.push(exchange);
      sizes.push(size);
      bytes += size;
      total += 1;
      // Removing one at a time would move the whole array for each exchange.
      if (kept.length >= 2 * limit + 64 || bytes > 2 * maxBytes) trim();
    },
    clear() {
      kept.length = sizes.length = 0;
      bytes = 0;
    },
  };
}
