/** The message ids of a time window (duplicate-detection). Oldest first, so that forgetting is linear in total. */
export interface DuplicateHistory {
  /** The sequence number that an id was accepted under within the window; undefined when it is new. */
  seen(messageId: string, now: number): number | undefined;
  add(messageId: string, sequenceNumber: number, now: number): void;
  clear(): void;
}

/** `window` in milliseconds, asked each time because it may be updated. */
export function duplicateHistory(window: () => number): DuplicateHistory {
  const ids = new Map<string, { at: number; sequenceNumber: number }>();
  const forget = (now: number) => {
    for (const [id, { at }] of ids) {
      if (at + window() > now) return;
      ids.delete(id);
    }
  };
  return {
    seen(messageId, now) {
      forget(now);
      return ids.get(messageId)?.sequenceNumber;
    },
    add: (messageId, sequenceNumber, now) => void ids.set(messageId, { at: now, sequenceNumber }),
    clear: () => ids.clear(),
  };
}
