import { BusError } from '#ring2/drift/driver';

const noAnswer = (ms: number): Error => new BusError('ServiceTimeout', `no answer within ${ms / 1000} s`, { retryable: true });

/**
 * What `act` gives, if it comes in time. The official client waits 60 s for any answer and takes no shorter limit.
 * @throws what `late` makes after `ms`, by default BusError `ServiceTimeout`; an AbortError when `signal` fires
 */
export async function withDeadline<T>(act: () => Promise<T>, ms: number, signal?: AbortSignal, late: (ms: number) => Error = noAnswer): Promise<T> {
  const expired = AbortSignal.timeout(ms);
  const end = signal ? AbortSignal.any([expired, signal]) : expired;
  let onEnd: () => void = () => undefined;
  const ended = new Promise<never>((_, reject) => {
    onEnd = () => reject(signal?.aborted ? new DOMException('interrupted', 'AbortError') : late(ms));
    if (end.aborted) onEnd();
    else end.addEventListener('abort', onEnd, { once: true });
  });
  try {
    return await Promise.race([ended, act()]);
  } finally {
    end.removeEventListener('abort', onEnd);
  }
}
