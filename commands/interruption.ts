import { RingproofError } from '#core/errors';

/** How long a verb may take to stop what it started, in milliseconds; consumers get 2 s of it before they are ended by force. */
const GRACE_MS = 4_000;

export interface Interruption {
  /** Aborted by the first Ctrl-C; its reason is an RP_INTERRUPTED. */
  readonly signal: AbortSignal;
  /** The work's own end; or RP_INTERRUPTED, when it is interrupted and has not ended within the grace, in milliseconds. */
  readonly orGiveUp: <T>(work: Promise<T>, graceMs?: number) => Promise<T>;
}

/**
 * Listens to Ctrl-C (SIGINT), to a request to end (SIGTERM) and to a closed terminal (SIGHUP). A second one changes
 * nothing: leaving at once would leave running what the verb has started.
 */
export function listenForInterruption(verb: string): Interruption {
  const controller = new AbortController();
  const { signal } = controller;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => controller.abort(new RingproofError('RP_INTERRUPTED', { verb, signal: name })));
  }
  const givenUp = (graceMs: number) => {
    const after = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => void setTimeout(() => reject(signal.reason as Error), graceMs), { once: true });
    });
    after.catch(() => undefined);
    return after;
  };
  // One that was interrupted before counts from then: a server is told to stop by the very signal.
  const usual = givenUp(GRACE_MS);
  return { signal, orGiveUp: (work, graceMs) => Promise.race([work, graceMs === undefined ? usual : givenUp(graceMs)]) };
}
