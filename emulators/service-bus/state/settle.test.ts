import { describe, expect, it } from 'vitest';
import { receiveDeferred } from '#emulators/service-bus/state/deferred';
import { enqueue } from '#emulators/service-bus/state/enqueue';
import { givenQueue, message } from '#emulators/service-bus/testing/given-queue';
import type { Queue } from '#emulators/service-bus/state/queue';
import { receive } from '#emulators/service-bus/state/receive';
import { abandon, complete, deadLetter, defer, release } from '#emulators/service-bus/state/settle';

const take = (queue: Queue): number => receive(queue, 'peek-lock')?.lock?.token ?? 0;
const notFound = expect.objectContaining({ code: 'message-not-found' }) as Error;

describe('dead-lettering', () => {
  it('D27 keeps reason, description and custom properties, in properties [dlq]', () => {
    const { queue, dead } = givenQueue();
    enqueue(queue, message('a'));
    deadLetter(queue, take(queue), { DeadLetterReason: 'r', DeadLetterErrorDescription: 'd', mine: 'm' });
    expect(receive(dead, 'peek-lock')?.properties).toEqual({ DeadLetterReason: 'r', DeadLetterErrorDescription: 'd', mine: 'm' });
  });

  it('D28 is refused in a dead-letter queue, which keeps the message and its lock (L3)', () => {
    const { queue, dead } = givenQueue();
    enqueue(queue, message('a'));
    deadLetter(queue, take(queue));
    const token = take(dead);
    expect(() => deadLetter(dead, token)).toThrow(expect.objectContaining({ code: 'not-allowed' }) as Error);
    expect(complete(dead, token).messageId).toBe('a');
  });

  it('D29 abandoning there does not count, and no number of deliveries moves it again (L3)', () => {
    const { queue, dead, clock } = givenQueue({ maxDeliveryCount: 1 });
    enqueue(queue, message('a'));
    deadLetter(queue, take(queue));
    for (let turn = 0; turn < 5; turn += 1) abandon(dead, take(dead));
    take(dead);
    clock.advance(60_000);
    expect(receive(dead, 'peek-lock')?.deliveryCount).toBe(0);
  });

  it('D30 keeps the number first given, and says where it came from only when forwarded [dlq][seq]', () => {
    const { queue, dead } = givenQueue();
    for (const id of ['a', 'b']) enqueue(queue, message(id));
    complete(queue, take(queue));
    deadLetter(queue, take(queue));
    const found = receive(dead, 'peek-lock');
    expect([found?.deadLetterSource, found?.enqueuedSequenceNumber]).toEqual([undefined, 2]);
  });
});

describe('abandoning', () => {
  it('D06 merges properties over those given before [locks]', () => {
    const { queue } = givenQueue();
    enqueue(queue, message('a'));
    abandon(queue, take(queue), { one: '1', two: '2' });
    abandon(queue, take(queue), { two: 'two' });
    expect(receive(queue, 'peek-lock')?.properties).toEqual({ one: '1', two: 'two' });
  });
});

describe('releasing', () => {
  it('D11 only unlocks: nothing is counted, however often, and the lock is gone', () => {
    const { queue } = givenQueue({ maxDeliveryCount: 1 });
    enqueue(queue, message('a'));
    const token = take(queue);
    release(queue, token);
    expect(() => release(queue, token)).toThrow(expect.objectContaining({ code: 'message-lock-lost' }) as Error);
    release(queue, take(queue));
    expect(receive(queue, 'peek-lock')).toMatchObject({ messageId: 'a', deliveryCount: 0 });
  });
});

describe('deferring', () => {
  it('D67 sets a message aside until it is asked for by number [def]', () => {
    const { queue } = givenQueue();
    enqueue(queue, message('a'));
    enqueue(queue, message('b'));
    defer(queue, take(queue));
    expect(receive(queue, 'peek-lock')?.messageId).toBe('b');
    const [deferred] = receiveDeferred(queue, [1], 'peek-lock');
    expect(deferred).toMatchObject({ messageId: 'a', deliveryCount: 1, state: 'deferred' });
    complete(queue, deferred?.lock?.token ?? 0);
    expect(queue.messages.size).toBe(1);
  });

  it('L2 abandoned or forgotten, a deferred message counts and stays deferred, whatever MaxDeliveryCount says', () => {
    const { queue, dead, clock } = givenQueue({ maxDeliveryCount: 2 });
    enqueue(queue, message('a'));
    defer(queue, take(queue));
    const again = () => receiveDeferred(queue, [1], 'peek-lock')[0];
    abandon(queue, again()?.lock?.token ?? 0);
    expect(again()?.deliveryCount).toBe(2);
    clock.advance(60_000);
    expect(again()?.deliveryCount).toBe(3);
    expect([receive(queue, 'peek-lock'), dead.messages.size]).toEqual([undefined, 0]);
  });

  it('L2 a deferred message that is dead-lettered shows its count', () => {
    const { queue, dead } = givenQueue();
    enqueue(queue, message('a'));
    defer(queue, take(queue));
    deadLetter(queue, receiveDeferred(queue, [1], 'peek-lock')[0]?.lock?.token ?? 0);
    expect(receive(dead, 'peek-lock')).toMatchObject({ deliveryCount: 1, state: 'active' });
  });

  it('D68 unknown, active and locked numbers are not found, and then none of the others is locked [def][exc]', () => {
    const { queue } = givenQueue();
    for (const id of ['a', 'b']) enqueue(queue, message(id));
    defer(queue, take(queue));
    for (const numbers of [[99], [2], [1, 2]]) expect(() => receiveDeferred(queue, numbers, 'peek-lock')).toThrow(notFound);
    expect(receiveDeferred(queue, [1], 'peek-lock')).toHaveLength(1);
    expect(() => receiveDeferred(queue, [1], 'peek-lock')).toThrow(notFound);
  });
});
