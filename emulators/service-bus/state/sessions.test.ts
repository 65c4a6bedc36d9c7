import { describe, expect, it } from 'vitest';
import { enqueue } from '#emulators/service-bus/state/enqueue';
import { givenQueue, message } from '#emulators/service-bus/testing/given-queue';
import type { Queue } from '#emulators/service-bus/state/queue';
import { receive } from '#emulators/service-bus/state/receive';
import type { Session, SessionHolder } from '#emulators/service-bus/state/session';
import { acceptNextSession, acceptSession, hold, releaseSession, renewSessionLock } from '#emulators/service-bus/state/session-lock';
import { getSessionState, listSessions, setSessionState } from '#emulators/service-bus/state/session-state';
import { complete, deadLetter } from '#emulators/service-bus/state/settle';

const sessionQueue = () => givenQueue({ requiresSession: true });
function holder(): SessionHolder & { woken: number; lostIt: boolean } {
  const it = { woken: 0, lostIt: false, wake: () => { it.woken += 1; }, lost: () => { it.lostIt = true; } };
  return it;
}
const send = (queue: Queue, ...ids: string[]) => ids.forEach((id) => enqueue(queue, message(id, { sessionId: id.charAt(0) })));
const bodies = (queue: Queue, session: Session) => {
  const found: string[] = [];
  for (let next = receive(queue, 'peek-lock', session); next; next = receive(queue, 'peek-lock', session)) found.push(next.messageId);
  return found;
};

describe('accepting a session', () => {
  it('D40 gives its messages in order, and no others [sess]', () => {
    const { queue } = sessionQueue();
    send(queue, 'a1', 'b1', 'a2', 'b2', 'a3');
    expect(bodies(queue, acceptSession(queue, 'a', holder()))).toEqual(['a1', 'a2', 'a3']);
  });

  it('D41 is refused while somebody else holds it [sess][exc]', () => {
    const { queue } = sessionQueue();
    const first = holder();
    const session = acceptSession(queue, 'a', first);
    expect(() => acceptSession(queue, 'a', holder())).toThrow("The requested session 'a' cannot be accepted. It may be locked by another receiver.");
    releaseSession(queue, session, first);
    expect(acceptSession(queue, 'a', holder()).id).toBe('a');
  });

  it('D43 by the next one: the first that has messages and no holder, or the first to get some [sess]', () => {
    const { queue } = sessionQueue();
    expect(acceptNextSession(queue, holder())).toBeUndefined();
    send(queue, 'a1', 'b1');
    expect(acceptNextSession(queue, holder())?.id).toBe('a');
    expect(acceptNextSession(queue, holder())?.id).toBe('b');
    let offered = '';
    queue.acceptors.add((session) => {
      offered = hold(queue, session, holder()).id;
      return true;
    });
    send(queue, 'a2', 'c1');
    expect(offered).toBe('c');
  });

  it('D44 by name works before it has messages; its holder is woken by the first [sess]', () => {
    const { queue } = sessionQueue();
    const waiting = holder();
    const session = acceptSession(queue, 'z', waiting);
    send(queue, 'z1');
    expect([waiting.woken, bodies(queue, session)]).toEqual([1, ['z1']]);
  });

  it('D48 needs messages with a session id [sess]', () => {
    const { queue } = sessionQueue();
    expect(() => enqueue(queue, message('x'))).toThrow(/^The SessionId was not set on a message, and it cannot be sent to the entity/);
    expect(queue.messages.size).toBe(0);
  });
});

describe('a session lock', () => {
  it('D45 ends: its holder is told, its messages come back counted, the next receiver has them [sess]', () => {
    const { queue, clock } = sessionQueue();
    send(queue, 'a1', 'a2');
    const first = holder();
    const session = acceptSession(queue, 'a', first);
    const token = receive(queue, 'peek-lock', session)?.lock?.token ?? 0;
    clock.advance(60_000);
    expect(first.lostIt).toBe(true);
    expect(() => complete(queue, token)).toThrow();
    const next = acceptNextSession(queue, holder());
    expect(next && receive(queue, 'peek-lock', next)).toMatchObject({ messageId: 'a1', deliveryCount: 1 });
  });

  it('is renewed with the locks of its delivered messages [sess]', () => {
    const { queue, clock } = sessionQueue();
    send(queue, 'a1');
    const session = acceptSession(queue, 'a', holder());
    const token = receive(queue, 'peek-lock', session)?.lock?.token ?? 0;
    clock.advance(59_000);
    expect(renewSessionLock(queue, 'a')).toBe(clock.now() + 60_000);
    clock.advance(59_000);
    expect(complete(queue, token).messageId).toBe('a1');
    clock.advance(1000);
    expect(() => renewSessionLock(queue, 'a')).toThrow(expect.objectContaining({ code: 'session-lock-lost' }) as Error);
  });

  it('D47, D51 released by its holder returns what was not settled, in order and uncounted [sess]', () => {
    const { queue } = sessionQueue();
    send(queue, 'a1', 'a2', 'a3');
    const first = holder();
    const session = acceptSession(queue, 'a', first);
    complete(queue, receive(queue, 'peek-lock', session)?.lock?.token ?? 0);
    receive(queue, 'peek-lock', session);
    releaseSession(queue, session, first);
    const next = acceptSession(queue, 'a', holder());
    expect(receive(queue, 'peek-lock', next)).toMatchObject({ messageId: 'a2', deliveryCount: 0 });
    expect(bodies(queue, next)).toEqual(['a3']);
  });

  it('lost to somebody else is not released by its former holder', () => {
    const { queue, clock } = sessionQueue();
    send(queue, 'a1');
    const [first, second] = [holder(), holder()];
    const session = acceptSession(queue, 'a', first);
    clock.advance(60_000);
    acceptSession(queue, 'a', second);
    releaseSession(queue, session, first);
    expect(() => acceptSession(queue, 'a', holder())).toThrow();
  });
});

describe('session state', () => {
  it('D46 is kept without messages and without receivers, and taken away by null [sess]', () => {
    const { queue } = sessionQueue();
    const first = holder();
    const session = acceptSession(queue, 'a', first);
    setSessionState(queue, 'a', Buffer.from('s'));
    releaseSession(queue, session, first);
    expect(() => getSessionState(queue, 'a')).toThrow(expect.objectContaining({ code: 'session-lock-lost' }) as Error);
    acceptSession(queue, 'a', holder());
    expect(getSessionState(queue, 'a')).toEqual(Buffer.from('s'));
    setSessionState(queue, 'a', null);
    expect(getSessionState(queue, 'a')).toBeNull();
  });

  it('D52 lists sessions by the time of their state, or those with active messages or a state (L14)', () => {
    const { queue, clock } = sessionQueue();
    send(queue, 'a1');
    acceptSession(queue, 'b', holder());
    const before = clock.now();
    clock.advance(1000);
    setSessionState(queue, 'b', Buffer.from('s'));
    expect([listSessions(queue, before), listSessions(queue, clock.now()), listSessions(queue, Infinity)]).toEqual([['b'], [], ['a', 'b']]);
    setSessionState(queue, 'b', null);
    expect(listSessions(queue, Infinity)).toEqual(['a']);
  });
});

it('D33 dead letters of a session queue need no session [sess]', () => {
  const { queue, dead } = sessionQueue();
  send(queue, 'a1');
  deadLetter(queue, receive(queue, 'peek-lock', acceptSession(queue, 'a', holder()))?.lock?.token ?? 0);
  expect(receive(dead, 'peek-lock')?.messageId).toBe('a1');
});

it('reset takes every session from its holder', () => {
  const { queue } = sessionQueue();
  const first = holder();
  acceptSession(queue, 'a', first);
  queue.reset();
  expect(first.lostIt).toBe(true);
  expect(acceptSession(queue, 'a', holder()).state).toBeNull();
});
