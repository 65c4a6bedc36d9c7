import { BusError } from '#ring2/drift/driver';

/**
 * What `act` gives, if it comes in time. The official client waits 60 s for any answer and takes no shorter limit.
 * @throws BusError `ServiceTimeout` after `ms`; an AbortError when `signal` fires
 */
export async function withDeadline<T>(act: () => Promise<T>, ms: number, signal?: AbortSignal): Promise<T> {
  const expired = AbortSignal.timeout(ms);
  const end = signal ? AbortSignal.any([expired, signal]) : expired;
  let onEnd: () => void = () => undefined;
  const ended = new Promise<never>((_, reject) => {
    onEnd = () => reject(signal?.aborted ? new DOMException('interrupted', 'AbortError') : new BusError('ServiceTimeout', `no answer within ${ms / 1000} s`, { retryable: true }));
    if (end.aborted) onEnd();
    else end.addEventListener('abort', onEnd, { once: true });
  });
  try {
    return await Promise.race([ended, act()]);
  } finally {
    end.removeEventListener('abort', onEnd);
  }
}
