import fc from 'fast-check';
import { expect, it } from 'vitest';
import { enqueue } from '#emulators/service-bus/state/enqueue';
import { givenQueue, message } from '#emulators/service-bus/testing/given-queue';
import { receive } from '#emulators/service-bus/state/receive';
import { abandon, complete } from '#emulators/service-bus/state/settle';

it('always delivers the lowest number that is neither locked nor gone', () => {
  const step = fc.constantFrom('send', 'receive', 'abandon', 'complete');
  fc.assert(fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
    const { queue } = givenQueue({ maxDeliveryCount: 1_000_000 });
    const waiting = new Set<number>();
    const locks: { token: number; number: number }[] = [];
    for (const kind of steps) {
      if (kind === 'send') waiting.add(enqueue(queue, message('m')).sequenceNumber);
      else if (kind === 'receive') {
        const given = receive(queue, 'peek-lock');
        expect(given?.sequenceNumber).toBe(waiting.size === 0 ? undefined : Math.min(...waiting));
        if (given?.lock) locks.push({ token: given.lock.token, number: given.sequenceNumber });
        waiting.delete(given?.sequenceNumber ?? 0);
      } else {
        // The middle one: neither the first nor the last that was locked.
        const [lock] = locks.splice(Math.floor(locks.length / 2), 1);
        if (lock && kind === 'abandon') waiting.add(abandon(queue, lock.token).sequenceNumber);
        else if (lock) complete(queue, lock.token);
      }
    }
  }), { seed: 2, numRuns: 200 });
});

it('delivers many thousand in order', () => {
  const { queue } = givenQueue();
  for (let index = 0; index < 5000; index += 1) enqueue(queue, message(String(index)));
  for (let index = 0; index < 5000; index += 1) expect(receive(queue, 'receive-and-delete')?.messageId).toBe(String(index));
  enqueue(queue, message('last'));
  expect(receive(queue, 'peek-lock')?.messageId).toBe('last');
});
