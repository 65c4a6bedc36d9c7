import { describe, expect, it } from 'vitest';
import { receiveDeferred } from '#emulators/service-bus/state/deferred';
import { enqueue } from '#emulators/service-bus/state/enqueue';
import { givenQueue, message } from '#emulators/service-bus/testing/given-queue';
import { peek } from '#emulators/service-bus/state/peek';
import { receive } from '#emulators/service-bus/state/receive';
import { cancelScheduled } from '#emulators/service-bus/state/schedule';
import { abandon, deadLetter, defer } from '#emulators/service-bus/state/settle';

const ids = (found: { messageId: string }[]) => found.map(({ messageId }) => messageId);

describe('time to live', () => {
  it('D20 ends in the dead-letter queue where the entity says so [ttl][dlq]', () => {
    const { queue, dead, clock } = givenQueue({ deadLetteringOnMessageExpiration: true });
    enqueue(queue, message('a', { timeToLive: 1000 }));
    clock.advance(1000);
    expect(receive(queue, 'peek-lock')).toBeUndefined();
    expect(receive(dead, 'peek-lock')?.properties).toEqual({
      DeadLetterReason: 'TTLExpiredException', DeadLetterErrorDescription: 'The message expired and was dead lettered.',
    });
  });

  it('D21 ends in nothing otherwise [ttl]', () => {
    const { queue, dead, clock } = givenQueue();
    enqueue(queue, message('a', { timeToLive: 1000 }));
    clock.advance(1000);
    expect([queue.messages.size, dead.messages.size]).toEqual([0, 0]);
  });

  it('D22 is the shorter of the message\'s and the entity\'s [ttl]', () => {
    const { queue, clock } = givenQueue({ defaultMessageTimeToLive: 5000 });
    const expiry = (timeToLive?: number) => enqueue(queue, message('m', timeToLive === undefined ? {} : { timeToLive })).expiresAt - clock.now();
    expect([expiry(1000), expiry(9000), expiry()]).toEqual([1000, 5000, 5000]);
  });

  it('D23 does not take a locked message away; unlocked it is gone at once [ttl]', () => {
    const { queue, dead, clock } = givenQueue({ deadLetteringOnMessageExpiration: true });
    enqueue(queue, message('a', { timeToLive: 1000 }));
    const token = receive(queue, 'peek-lock')?.lock?.token ?? 0;
    clock.advance(30_000);
    expect(dead.messages.size).toBe(0);
    abandon(queue, token);
    expect([receive(queue, 'peek-lock'), ids(peek(dead, 0, 9))]).toEqual([undefined, ['a']]);
  });

  it('D24 does not count in the dead-letter queue [ttl]', () => {
    const { queue, dead, clock } = givenQueue({ defaultMessageTimeToLive: 1000 });
    enqueue(queue, message('a', { timeToLive: 1000 }));
    deadLetter(queue, receive(queue, 'peek-lock')?.lock?.token ?? 0);
    clock.advance(86_400_000);
    expect(receive(dead, 'peek-lock')?.messageId).toBe('a');
  });

  it('D25 leaves a deferred message where it is until somebody asks for it [ttl][def]', () => {
    const { queue, dead, clock } = givenQueue({ deadLetteringOnMessageExpiration: true });
    for (const id of ['a', 'b']) {
      enqueue(queue, message(id, { timeToLive: id === 'a' ? 1000 : 9000 }));
      defer(queue, receive(queue, 'peek-lock')?.lock?.token ?? 0);
    }
    clock.advance(5000);
    expect([ids(peek(queue, 0, 9)), ids(peek(dead, 0, 9))]).toEqual([['a', 'b'], []]);
    expect(() => receiveDeferred(queue, [1, 2], 'peek-lock')).toThrow(expect.objectContaining({ code: 'message-not-found' }) as Error);
    expect([ids(peek(queue, 0, 9)), peek(dead, 0, 9).map(({ properties }) => properties['DeadLetterReason'])]).toEqual([['b'], ['TTLExpiredException']]);
    expect(ids(receiveDeferred(queue, [2], 'peek-lock'))).toEqual(['b']);
  });

  it('frees the place of an expired message: the next receive gets the one behind it', () => {
    const { queue, clock } = givenQueue();
    enqueue(queue, message('short', { timeToLive: 1000 }));
    enqueue(queue, message('long'));
    clock.advance(1000);
    expect(receive(queue, 'peek-lock')?.messageId).toBe('long');
  });
});

describe('a scheduled message', () => {
  it('D61 waits for its time, then gets a new number and its enqueued time [seq]', () => {
    const { queue, clock } = givenQueue();
    const at = clock.now() + 30_000;
    enqueue(queue, message('later', { scheduledAt: at }));
    enqueue(queue, message('now'));
    expect(receive(queue, 'receive-and-delete')?.messageId).toBe('now');
    clock.advance(29_999);
    expect(receive(queue, 'peek-lock')).toBeUndefined();
    clock.advance(1);
    expect(receive(queue, 'peek-lock')).toMatchObject({ messageId: 'later', sequenceNumber: 3, enqueuedSequenceNumber: 1, enqueuedAt: at });
  });

  it('D62 is cancelled once, by its first number, and not when it is active already [seq]', () => {
    const { queue, clock } = givenQueue();
    const { sequenceNumber } = enqueue(queue, message('a', { scheduledAt: clock.now() + 1000 }));
    cancelScheduled(queue, [sequenceNumber]);
    expect(() => cancelScheduled(queue, [sequenceNumber])).toThrow(expect.objectContaining({ code: 'message-not-found' }) as Error);
    const active = enqueue(queue, message('b', { scheduledAt: clock.now() + 1000 }));
    clock.advance(1000);
    expect(() => cancelScheduled(queue, [active.sequenceNumber])).toThrow();
    expect(receive(queue, 'peek-lock')?.messageId).toBe('b');
  });

  it('D63 with a time in the past is active at once', () => {
    const { queue, clock } = givenQueue();
    enqueue(queue, message('a', { scheduledAt: clock.now() - 1 }));
    expect(receive(queue, 'peek-lock')?.messageId).toBe('a');
  });

  it('starts its time to live when it becomes active', () => {
    const { queue, clock } = givenQueue();
    enqueue(queue, message('a', { scheduledAt: clock.now() + 5000, timeToLive: 1000 }));
    clock.advance(5999);
    expect(queue.messages.size).toBe(1);
    clock.advance(1);
    expect(queue.messages.size).toBe(0);
  });
});

describe('peeking', () => {
  it('D64 goes by sequence number over active, locked, deferred and scheduled messages [browse]', () => {
    const { queue, clock } = givenQueue();
    for (const id of ['locked', 'deferred']) enqueue(queue, message(id));
    enqueue(queue, message('scheduled', { scheduledAt: clock.now() + 1000 }));
    enqueue(queue, message('active'));
    receive(queue, 'peek-lock');
    defer(queue, receive(queue, 'peek-lock')?.lock?.token ?? 0);
    expect(ids(peek(queue, 0, 10))).toEqual(['locked', 'deferred', 'scheduled', 'active']);
    expect(ids(peek(queue, 2, 2))).toEqual(['deferred', 'scheduled']);
  });

  it('D65, D66 finds nothing past the end and leaves everything as it was [browse]', () => {
    const { queue } = givenQueue();
    enqueue(queue, message('a'));
    expect([peek(queue, 2, 10), peek(queue, 0, 10).length]).toEqual([[], 1]);
    expect(receive(queue, 'peek-lock')?.deliveryCount).toBe(0);
  });

  it('D60 numbers rise by one [seq]', () => {
    const { queue } = givenQueue();
    expect(['a', 'b', 'c'].map((id) => enqueue(queue, message(id)).sequenceNumber)).toEqual([1, 2, 3]);
  });
});
