/** A stream of bytes to a peer. */
export interface Transport {
  write(bytes: Uint8Array): void;
  /** Ends it in good order. */
  end(): void;
  /** Ends it with a reset, where the system lets it. */
  reset(): void;
}

/** What is told of a transport, in this order: `onOpen` once, `onBytes`, `onEnd` once. */
export interface TransportEvents {
  onOpen(): void;
  onBytes(bytes: Buffer): void;
  /** `error` why, when it did not end in good order. */
  onEnd(error?: Error): void;
}
