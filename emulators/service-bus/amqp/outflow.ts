import type { ByteStream } from '#emulators/service-bus/amqp/rhea/internals';

/** How many bytes may wait for a peer that does not read: four of the largest standard messages, and their frames. */
export const MOST_WAITING = 2 * 1024 * 1024;

/** What is on its way to a peer and was not taken by the network yet. */
export interface Outflow {
  /** True when nothing more should be written; then `wake` is called once when there is room again. */
  full(wake: () => void): boolean;
  /** These bytes were handed over; they reach the stream at the end of this turn. */
  handed(bytes: number): void;
}

/** Watches a stream; while it is full, nothing that the peer sends is read either, because answers would be more to write. */
export function watchOutflow(stream: ByteStream): Outflow & { afterInput(): void } {
  const waiting = new Set<() => void>();
  let handed = 0;
  let paused = false;
  const isFull = () => (stream.writableLength ?? 0) + handed > MOST_WAITING;
  const wakeAll = () => {
    if (isFull()) return;
    const woken = [...waiting];
    waiting.clear();
    for (const wake of woken) wake();
  };
  stream.on('drain', () => {
    if (paused) stream.resume?.();
    paused = false;
    wakeAll();
  });
  return {
    full(wake) {
      if (!isFull()) return false;
      waiting.add(wake);
      return true;
    },
    handed(bytes) {
      // Until then the stream does not know of them.
      if (handed === 0) setImmediate(() => { handed = 0; wakeAll(); });
      handed += bytes;
    },
    afterInput() {
      if (paused || (stream.writableLength ?? 0) <= MOST_WAITING) return;
      paused = true;
      stream.pause?.();
    },
  };
}
