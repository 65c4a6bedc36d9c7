import { describe, expect, it } from 'vitest';
import { batchDelete } from '#emulators/service-bus/state/batch-delete';
import { enqueue } from '#emulators/service-bus/state/enqueue';
import { receive } from '#emulators/service-bus/state/receive';
import { acceptSession } from '#emulators/service-bus/state/session-lock';
import { defer } from '#emulators/service-bus/state/settle';
import { givenQueue, message } from '#emulators/service-bus/testing/given-queue';

// batch-delete, D118

const fault = (code: string) => expect.objectContaining({ code }) as Error;
const ids = (found: { messageId: string }[]) => found.map(({ messageId }) => messageId);

describe('batch delete', () => {
  it('takes the oldest messages enqueued before a time, and no more than asked for', () => {
    const { queue, clock } = givenQueue();
    for (const id of ['a', 'b', 'c']) {
      enqueue(queue, message(id));
      clock.advance(1000);
    }
    enqueue(queue, message('d'));
    expect(ids(batchDelete(queue, 2, clock.now(), 500))).toEqual(['a', 'b']);
    expect(ids(batchDelete(queue, 500, clock.now(), 500))).toEqual(['c']);
    expect(ids(batchDelete(queue, 500, clock.now(), 500))).toEqual([]);
    expect(receive(queue, 'peek-lock')?.messageId).toBe('d');
  });

  it('leaves locked, deferred and scheduled messages alone', () => {
    const { queue, clock } = givenQueue({ lockDuration: 5000 });
    for (const id of ['locked', 'deferred', 'free']) enqueue(queue, message(id));
    enqueue(queue, message('scheduled', { scheduledAt: clock.now() + 60_000 }));
    receive(queue, 'peek-lock');
    defer(queue, receive(queue, 'peek-lock')?.lock?.token ?? 0);
    clock.advance(1);
    expect(ids(batchDelete(queue, 500, Infinity, 500))).toEqual(['free']);
    clock.advance(5000);
    expect(ids(batchDelete(queue, 500, Infinity, 500))).toEqual(['locked']);
    clock.advance(60_000);
    expect(ids(batchDelete(queue, 500, Infinity, 500))).toEqual(['scheduled']);
    expect(ids([...queue.messages.values()])).toEqual(['deferred']);
  });

  it('with a session takes only what is in it, while it is held', () => {
    const { queue, clock } = givenQueue({ requiresSession: true, lockDuration: 5000 });
    for (const sessionId of ['x', 'y', 'x']) enqueue(queue, message(sessionId, { sessionId }));
    expect(() => batchDelete(queue, 10, Infinity, 500, 'x')).toThrow(fault('session-lock-lost'));
    acceptSession(queue, 'x', { wake: () => undefined, lost: () => undefined });
    expect(ids(batchDelete(queue, 10, Infinity, 500, 'x'))).toEqual(['x', 'x']);
    clock.advance(5000);
    expect(() => batchDelete(queue, 10, Infinity, 500, 'x')).toThrow(fault('session-lock-lost'));
  });

  it.each([0, -1, 501, Number.NaN])('refuses %d messages', (count) => {
    expect(() => batchDelete(givenQueue().queue, count, Infinity, 500)).toThrow(fault('argument-out-of-range'));
  });

  it('is not for partitioned entities', () => {
    expect(() => batchDelete(givenQueue({ enablePartitioning: true }).queue, 1, Infinity, 500)).toThrow(fault('not-allowed'));
  });
});
