import type { Driver } from '#ring2/drift/driver';
import { TOLERANCE_MS } from '#ring2/drift/facts';

/**
 * By how many milliseconds the target's clock is ahead of this machine's, from the time it gives a message; 0 when that is
 * no more than the network may take. The queue must be empty, and is afterwards.
 */
export async function clockSkew(bus: Driver, queue: string, now: () => number = Date.now): Promise<number> {
  const before = now();
  await bus.send(queue, { body: 'what time is it?', messageId: 'ringproof-clock' });
  const after = now();
  const message = await bus.receive(queue, { mode: 'receive-and-delete' });
  const at = message?.enqueuedAt;
  if (at === undefined || (at >= before - TOLERANCE_MS && at <= after + TOLERANCE_MS)) return 0;
  return Math.round(at - (before + after) / 2);
}
