import { BusError } from '#ring2/drift/driver';

export interface Backoff {
  /** The documents of Service Bus advise 10 s after a throttled request (service-bus-throttling). */
  ms: number;
  wait: (ms: number) => Promise<void>;
}

const ATTEMPTS = 3;

/** What `act` gives, asked again while the target throttles: making and removing entities is no observation, so nothing is hidden. */
export async function patiently<T>(act: () => Promise<T>, { ms, wait }: Backoff): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await act();
    } catch (error) {
      if (attempt === ATTEMPTS || !isThrottled(error)) throw error;
      await wait(ms);
    }
  }
}

/** Too many requests, server busy, or another operation on the same entity going on (SubCode 40901). */
export const isThrottled = (error: unknown): boolean =>
  error instanceof BusError && (error.code === 'ServiceBusy' || ['HTTP 429', 'HTTP 503'].includes(error.condition ?? '') || /SubCode=40901\b/i.test(error.message));
