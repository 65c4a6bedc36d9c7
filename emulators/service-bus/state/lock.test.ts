import { describe, expect, it } from 'vitest';
import { enqueue } from '#emulators/service-bus/state/enqueue';
import { givenQueue, message } from '#emulators/service-bus/testing/given-queue';
import { renewLock } from '#emulators/service-bus/state/lock';
import { receive } from '#emulators/service-bus/state/receive';
import { abandon, complete, deadLetter } from '#emulators/service-bus/state/settle';

const lockLost = expect.objectContaining({ code: 'message-lock-lost' }) as Error;

describe('a peek-lock', () => {
  it('D01 ends after the lock duration: the message returns, one delivery counted [locks]', () => {
    const { queue, clock } = givenQueue({ lockDuration: 30_000 });
    enqueue(queue, message('a'));
    const first = receive(queue, 'peek-lock');
    expect([first?.deliveryCount, first?.lock?.until]).toEqual([0, clock.now() + 30_000]);
    clock.advance(29_999);
    expect(receive(queue, 'peek-lock')).toBeUndefined();
    clock.advance(1);
    expect(receive(queue, 'peek-lock')).toMatchObject({ messageId: 'a', deliveryCount: 1 });
  });

  it('D02 once ended cannot be settled, even if nobody received the message since [locks]', () => {
    const { queue, clock } = givenQueue();
    enqueue(queue, message('a'));
    const token = receive(queue, 'peek-lock')?.lock?.token ?? 0;
    clock.advance(60_000);
    for (const settle of [complete, abandon, deadLetter]) expect(() => settle(queue, token)).toThrow(lockLost);
  });

  it('D03 is renewed to now plus its duration, any number of times, but not after its end [locks]', () => {
    const { queue, clock } = givenQueue();
    enqueue(queue, message('a'));
    const token = receive(queue, 'peek-lock')?.lock?.token ?? 0;
    for (let turn = 0; turn < 5; turn += 1) {
      clock.advance(59_999);
      expect(renewLock(queue, token)).toBe(clock.now() + 60_000);
    }
    clock.advance(60_000);
    expect(() => renewLock(queue, token)).toThrow(lockLost);
    expect(receive(queue, 'peek-lock')?.deliveryCount).toBe(1);
  });

  it('D12 is settled once; the second settlement has lost the lock [locks]', () => {
    const { queue } = givenQueue();
    enqueue(queue, message('a'));
    const token = receive(queue, 'peek-lock')?.lock?.token ?? 0;
    complete(queue, token);
    expect(() => complete(queue, token)).toThrow(lockLost);
  });

  it('D15 is of its own queue [exc]', () => {
    const { queue, dead } = givenQueue();
    enqueue(queue, message('a'));
    const token = receive(queue, 'peek-lock')?.lock?.token ?? 0;
    expect(() => complete(dead, token)).toThrow(lockLost);
    expect(complete(queue, token).messageId).toBe('a');
  });

  it('gives every delivery its own token, so that an old one is of no use', () => {
    const { queue, clock } = givenQueue();
    enqueue(queue, message('a'));
    const old = receive(queue, 'peek-lock')?.lock?.token ?? 0;
    clock.advance(60_000);
    const current = receive(queue, 'peek-lock')?.lock?.token ?? 0;
    expect(() => complete(queue, old)).toThrow(lockLost);
    expect(complete(queue, current).messageId).toBe('a');
  });
});

describe('delivery order', () => {
  it('D05 an abandoned message comes back where it was, before later ones [locks]', () => {
    const { queue } = givenQueue();
    for (const id of ['a', 'b', 'c']) enqueue(queue, message(id));
    const [a, b] = [receive(queue, 'peek-lock'), receive(queue, 'peek-lock')];
    abandon(queue, b?.lock?.token ?? 0);
    abandon(queue, a?.lock?.token ?? 0);
    expect(['a', 'b', 'c'].map(() => receive(queue, 'peek-lock')?.messageId)).toEqual(['a', 'b', 'c']);
  });

  it('goes to waiting receivers in turn', () => {
    const { queue } = givenQueue();
    const seen: string[] = [];
    for (const name of ['first', 'second']) {
      const wake = () => {
        const given = receive(queue, 'receive-and-delete');
        if (given) seen.push(`${name} ${given.messageId}`);
        queue.receivers.add(wake);
      };
      wake();
    }
    for (const id of ['a', 'b', 'c']) enqueue(queue, message(id));
    expect(seen).toEqual(['first a', 'second b', 'first c']);
  });

  it('D07 MaxDeliveryCount deliveries, then the dead-letter queue with reason and description [dlq]', () => {
    const { queue, dead, clock } = givenQueue({ maxDeliveryCount: 10 });
    enqueue(queue, message('a'));
    const counts = Array.from({ length: 10 }, (_, turn) => {
      const given = receive(queue, 'peek-lock');
      if (turn % 2 === 0) abandon(queue, given?.lock?.token ?? 0);
      const { deliveryCount = -1 } = given ?? {};
      if (turn % 2 === 1) clock.advance(60_000);
      return turn % 2 === 0 ? deliveryCount - 1 : deliveryCount;
    });
    expect(counts).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(receive(queue, 'peek-lock')).toBeUndefined();
    expect(receive(dead, 'peek-lock')).toMatchObject({
      messageId: 'a', deliveryCount: 10,
      properties: { DeadLetterReason: 'MaxDeliveryCountExceeded', DeadLetterErrorDescription: 'Message could not be consumed after 10 delivery attempts.' },
    });
  });
});

it('D14 receive-and-delete leaves nothing behind [locks]', () => {
  const { queue, clock } = givenQueue();
  enqueue(queue, message('a'));
  expect(receive(queue, 'receive-and-delete')).toMatchObject({ messageId: 'a', lock: undefined });
  clock.advance(3_600_000);
  expect([receive(queue, 'peek-lock'), queue.messages.size]).toEqual([undefined, 0]);
});
