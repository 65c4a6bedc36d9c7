import { describe, expect, it } from 'vitest';
import { receiveDeferred } from '#emulators/service-bus/state/deferred';
import { enqueue } from '#emulators/service-bus/state/enqueue';
import { createQueue } from '#emulators/service-bus/state/entities/queues';
import { createSubscription } from '#emulators/service-bus/state/entities/subscriptions';
import { createTopic } from '#emulators/service-bus/state/entities/topics';
import { Fault } from '#emulators/service-bus/state/fault';
import { loseLock, renewLock } from '#emulators/service-bus/state/lock';
import type { Message } from '#emulators/service-bus/state/message';
import { pseudoRandom } from '#core/pseudo-random';
import type { Queue } from '#emulators/service-bus/state/queue';
import { receive } from '#emulators/service-bus/state/receive';
import { cancelScheduled } from '#emulators/service-bus/state/schedule';
import type { Session } from '#emulators/service-bus/state/session';
import { acceptNextSession, releaseSession } from '#emulators/service-bus/state/session-lock';
import { abandon, complete, deadLetter, defer } from '#emulators/service-bus/state/settle';
import { givenNamespace, messageWith } from '#emulators/service-bus/testing/given-topic';

const SECOND = 1000;
const TTL = 5 * SECOND;
const COMMON = { lockDuration: 10 * SECOND, maxDeliveryCount: 4 };
const TARGETS = ['work', 'inbox', 'orders', 'brief', 'kept', 'news'];
const PLACES = ['work', 'archive', 'brief', 'kept', 'news/Subscriptions/all', 'news/Subscriptions/even'];
const EVERYWHERE = [...PLACES, 'orders'];
const HOLDER = { wake: () => undefined, lost: () => undefined };

function placesOf(target: string, n: number): string[] {
  if (target === 'inbox') return ['archive'];
  if (target !== 'news') return [target];
  return n % 2 === 0 ? ['news/Subscriptions/all', 'news/Subscriptions/even'] : ['news/Subscriptions/all'];
}

/** A namespace with every kind of entity, random operations on it, and books of what must have become of each message. */
function givenBooks(seed: number) {
  const { namespace, clock, find } = givenNamespace();
  createQueue(namespace, 'work', COMMON);
  createQueue(namespace, 'archive', COMMON);
  createQueue(namespace, 'inbox', { ...COMMON, forwardTo: 'archive' });
  createQueue(namespace, 'orders', { ...COMMON, requiresSession: true });
  createQueue(namespace, 'brief', { ...COMMON, defaultMessageTimeToLive: TTL });
  createQueue(namespace, 'kept', { ...COMMON, defaultMessageTimeToLive: TTL, deadLetteringOnMessageExpiration: true });
  createTopic(namespace, 'news');
  createSubscription(namespace, 'news', 'all', COMMON);
  createSubscription(namespace, 'news', 'even', COMMON, { name: 'r', filter: { type: 'sql', expression: 'n % 2 = 0' }, action: "SET seen = 'yes'" });

  const random = pseudoRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const any = <Item>(items: readonly Item[]): Item | undefined => items[below(items.length)];
  /** Every copy by place and id, with the time from which it may be gone by itself. */
  const copies = new Map<string, number>();
  const gone = new Map<string, 'completed' | 'deleted' | 'cancelled'>();
  const held: { queue: Queue; token: number; key: string }[] = [];
  const sessions: Session[] = [];
  const counts = { sent: 0, lockLost: 0, deliveries: 0 };

  const leave = (key: string, how: 'completed' | 'deleted' | 'cancelled') => {
    if (gone.has(key)) throw new Error(`${key} was ${gone.get(key)} and then ${how}`);
    gone.set(key, how);
  };
  const got = (queue: Queue, place: string, message: Message | undefined) => {
    if (!message) return;
    const key = `${place}|${message.messageId}`;
    if (gone.has(key)) throw new Error(`${key} came again`);
    counts.deliveries += 1;
    if (message.lock) held.push({ queue, token: message.lock.token, key });
    else leave(key, 'deleted');
  };
  const send = (delay: number) => {
    const n = (counts.sent += 1);
    const target = any(TARGETS) ?? '';
    const at = clock.now() + delay;
    for (const place of placesOf(target, n)) copies.set(`${place}|${n}`, place === 'brief' ? at + TTL : Infinity);
    enqueue(find(target), messageWith(String(n), { n: BigInt(n) }, { ...(delay > 0 && { scheduledAt: at }), ...(target === 'orders' && { sessionId: `s${n % 3}` }) }));
  };
  const place = () => any(PLACES) ?? '';
  const inQueueOrDeadLetters = (one: string) => (random() < 0.3 ? find(`${one}/$DeadLetterQueue`) : find(one));
  const settle = (how: (queue: Queue, token: number) => unknown, done?: 'completed') => {
    const [one] = held.splice(below(held.length), 1);
    if (!one) return;
    try {
      how(one.queue, one.token);
      if (done) leave(one.key, done);
    } catch (thrown) {
      // Its lock ended before, or there is no dead-letter queue of a dead-letter queue.
      if (!(thrown instanceof Fault) || !['message-lock-lost', 'not-allowed'].includes(thrown.code)) throw thrown;
      counts.lockLost += 1;
    }
  };
  const operations: (() => void)[] = [
    () => send(0), () => send(0), () => send(0), () => send(below(10) * SECOND),
    () => clock.advance(below(600)),
    () => { const one = place(); const queue = inQueueOrDeadLetters(one); got(queue, one, receive(queue, 'peek-lock')); },
    () => { const one = place(); const queue = inQueueOrDeadLetters(one); got(queue, one, receive(queue, 'peek-lock')); },
    () => { const one = place(); const queue = inQueueOrDeadLetters(one); if (random() < 0.2) got(queue, one, receive(queue, 'receive-and-delete')); },
    () => settle(complete, 'completed'), () => settle(complete, 'completed'), () => settle(abandon), () => settle(deadLetter), () => settle(defer), () => settle(loseLock),
    () => { const one = any(held); if (one && one.queue.locked.has(one.token)) renewLock(one.queue, one.token); },
    () => {
      const one = any(EVERYWHERE) ?? '';
      const deferred = [...find(one).messages.values()].filter(({ state, lock }) => state === 'deferred' && !lock);
      const chosen = any(deferred);
      // It expires when it is asked for (D25).
      if (chosen && chosen.expiresAt <= clock.now()) expect(() => receiveDeferred(find(one), [chosen.sequenceNumber], 'peek-lock')).toThrow(Fault);
      else if (chosen) got(find(one), one, receiveDeferred(find(one), [chosen.sequenceNumber], random() < 0.5 ? 'peek-lock' : 'receive-and-delete')[0]);
    },
    () => {
      const target = any(TARGETS) ?? '';
      const scheduled = any([...find(target).messages.values()].filter(({ state }) => state === 'scheduled'));
      if (!scheduled) return;
      cancelScheduled(find(target), [scheduled.sequenceNumber]);
      for (const one of placesOf(target, Number(scheduled.messageId))) leave(`${one}|${scheduled.messageId}`, 'cancelled');
    },
    () => { const session = acceptNextSession(find('orders'), HOLDER); if (session) sessions.push(session); },
    () => { const session = any(sessions); if (session?.held) got(find('orders'), 'orders', receive(find('orders'), 'peek-lock', session)); },
    () => { const session = sessions.splice(below(sessions.length), 1)[0]; if (session) releaseSession(find('orders'), session, HOLDER); },
  ];

  /** Where each copy is now, waiting ones of a topic in all places that they will come to. */
  const present = () => {
    const found: string[] = [];
    for (const one of EVERYWHERE) for (const path of [one, `${one}/$DeadLetterQueue`]) for (const { messageId } of find(path).messages.values()) found.push(`${one}|${messageId}`);
    for (const target of ['news', 'inbox']) for (const { messageId } of find(target).messages.values()) for (const one of placesOf(target, Number(messageId))) found.push(`${one}|${messageId}`);
    return found;
  };
  const balance = () => {
    const there = present();
    const remaining = new Set(there);
    const dropped = [...copies].filter(([key]) => !gone.has(key) && !remaining.has(key));
    return {
      twice: there.length - remaining.size, strangers: there.filter((key) => !copies.has(key) || gone.has(key)),
      lost: dropped.filter(([, mayGo]) => mayGo > clock.now()).map(([key]) => key),
      copies: copies.size, dropped: dropped.length, remaining: remaining.size, gone: gone.size,
    };
  };
  return { clock, counts, gone, held, balance, find, step: () => any(operations)?.() };
}

describe('the books balance to the message', () => {
  it.each([1, 2, 3, 4])('after thousands of random operations: each copy is consumed, cancelled, dropped by its time to live or still there (seed %i)', (seed) => {
    const books = givenBooks(seed);
    for (let count = 1; count <= 6000; count += 1) {
      books.step();
      if (count % 500 > 0) continue;
      const { copies, gone, dropped, remaining, ...wrong } = books.balance();
      expect(wrong).toEqual({ twice: 0, strangers: [], lost: [] });
      expect(gone + dropped + remaining).toBe(copies);
    }
    // Every way out was taken; or the balance would say little.
    const ways = new Set(books.gone.values());
    expect([...ways].sort()).toEqual(['cancelled', 'completed', 'deleted']);
    expect(books.balance().dropped).toBeGreaterThan(10);
    expect(books.counts.lockLost).toBeGreaterThan(10);
    // Locks end, schedules come due and lives run out: then nothing is locked, scheduled or overdue any more.
    books.clock.advance(60 * SECOND);
    const states = EVERYWHERE.flatMap((one) => [...books.find(one).messages.values()]).map(({ state, lock }) => (lock ? 'locked' : state));
    expect(new Set(states)).toEqual(new Set(['active', 'deferred']));
    expect([...books.find('brief').messages.values()].filter(({ state }) => state === 'active')).toEqual([]);
    expect(books.balance()).toMatchObject({ twice: 0, strangers: [], lost: [] });
  });
});
