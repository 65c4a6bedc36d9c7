import { delay } from '@azure/service-bus';
import { describe, expect, it } from 'vitest';
import { NO_RENEWAL, TRANSPORTS, nothing, one, startWorld } from '#emulators/service-bus/testing/world';

const QUEUE = { name: 's', requiresSession: true };

describe.each(TRANSPORTS)('sessions, by the JavaScript SDK over %s', (transport) => {
  it('delivers one session in order, and only that one (D40, L12)', async () => {
    await using world = await startWorld(transport, QUEUE);
    await world.client.createSender('s').sendMessages(['a', 'b', 'a', 'b', 'a'].map((sessionId, body) => ({ sessionId, body })));
    const receiver = await world.client.acceptSession('s', 'a', NO_RENEWAL);
    expect(receiver.sessionId).toBe('a');
    const messages = await receiver.receiveMessages(3, { maxWaitTimeInMs: 1000 });
    expect(messages.map(({ body, sessionId }) => [body, sessionId] as unknown)).toEqual([[0, 'a'], [2, 'a'], [4, 'a']]);
    expect(await nothing(receiver)).toBe(true);
  });

  it('gives the next session that has messages, or one that gets some while the client waits (D43)', async () => {
    await using world = await startWorld(transport, QUEUE);
    const sender = world.client.createSender('s');
    await sender.sendMessages({ sessionId: 'first', body: 1 });
    expect((await world.client.acceptNextSession('s', NO_RENEWAL)).sessionId).toBe('first');
    const waiting = world.connect().acceptNextSession('s', NO_RENEWAL);
    await sender.sendMessages({ sessionId: 'second', body: 2 });
    const receiver = await waiting;
    expect(receiver.sessionId).toBe('second');
    expect((await one(receiver)).body).toBe(2);
  });

  it('answers a wait for any session with a timeout when its time is over (D42)', async () => {
    await using world = await startWorld(transport, QUEUE);
    const waiting = world.client.acceptNextSession('s');
    const ticking = setInterval(() => world.clock.advance(1000), 5);
    await expect(waiting).rejects.toMatchObject({ code: 'ServiceTimeout' });
    clearInterval(ticking);
  });

  it('accepts a named session without messages, once (D41, D44)', async () => {
    await using world = await startWorld(transport, QUEUE);
    const receiver = await world.client.acceptSession('s', 'empty', NO_RENEWAL);
    expect(receiver.sessionLockedUntilUtc.getTime()).toBe(world.clock.now() + 60_000);
    await expect(world.connect().acceptSession('s', 'empty')).rejects.toMatchObject({ code: 'SessionCannotBeLocked' });
    await receiver.close();
    expect((await world.connect().acceptSession('s', 'empty')).sessionId).toBe('empty');
  });

  it('keeps session state over receivers; null takes it away (D46)', async () => {
    await using world = await startWorld(transport, QUEUE);
    const first = await world.client.acceptSession('s', 'a', NO_RENEWAL);
    expect(await first.getSessionState()).toBeNull();
    await first.setSessionState(Buffer.from('step 2'));
    await first.close();
    const second = await world.client.acceptSession('s', 'a', NO_RENEWAL);
    expect(String(await second.getSessionState())).toBe('step 2');
    await second.setSessionState(null);
    expect(await second.getSessionState()).toBeNull();
  });

  it('keeps a state as large as a message, and refuses a larger one (D46)', async () => {
    await using world = await startWorld(transport, QUEUE);
    const session = await world.client.acceptSession('s', 'a', NO_RENEWAL);
    await session.setSessionState(Buffer.alloc(262_144));
    await expect(session.setSessionState(Buffer.alloc(262_145))).rejects.toMatchObject({ code: 'MessageSizeExceeded' });
    expect(((await session.getSessionState()) as Buffer).length).toBe(262_144);
  });

  it('renews a session lock; when it ends the receiver is told and the message comes back counted (D45, D47, L4)', async () => {
    await using world = await startWorld(transport, QUEUE);
    await world.client.createSender('s').sendMessages({ sessionId: 'a', body: 'x' });
    const receiver = await world.client.acceptSession('s', 'a', NO_RENEWAL);
    const message = await one(receiver);
    world.clock.advance(50_000);
    expect((await receiver.renewSessionLock()).getTime()).toBe(world.clock.now() + 60_000);
    const errors: unknown[] = [];
    receiver.subscribe({ processMessage: async () => undefined, processError: async ({ error }) => void errors.push(error) });
    world.clock.advance(60_000);
    while (errors.length === 0) await delay(5);
    expect(errors[0]).toMatchObject({ code: 'SessionLockLost' });
    await expect(receiver.completeMessage(message)).rejects.toMatchObject({ code: 'SessionLockLost' });
    const next = await world.connect().acceptSession('s', 'a', NO_RENEWAL);
    expect(await one(next)).toMatchObject({ body: 'x', deliveryCount: 1 });
  });

  it('returns messages of a closed receiver in order and uncounted (D47, D51)', async () => {
    await using world = await startWorld(transport, QUEUE);
    await world.client.createSender('s').sendMessages([1, 2, 3].map((body) => ({ sessionId: 'a', body })));
    const leaving = await world.client.acceptSession('s', 'a', NO_RENEWAL);
    await leaving.receiveMessages(2, { maxWaitTimeInMs: 1000 });
    await leaving.close();
    const next = await world.client.acceptSession('s', 'a', NO_RENEWAL);
    const messages = await next.receiveMessages(3, { maxWaitTimeInMs: 1000 });
    expect(messages.map(({ body, deliveryCount }) => [body, deliveryCount] as unknown)).toEqual([[1, 0], [2, 0], [3, 0]]);
  });

  it('defers and receives deferred messages within a session, peeks that session only', async () => {
    await using world = await startWorld(transport, QUEUE);
    await world.client.createSender('s').sendMessages([{ sessionId: 'a', body: 'later' }, { sessionId: 'b', body: 'other' }]);
    const receiver = await world.client.acceptSession('s', 'a', NO_RENEWAL);
    const message = await one(receiver);
    await receiver.deferMessage(message);
    expect((await receiver.peekMessages(5)).map(({ body }) => body as unknown)).toEqual(['later']);
    const [deferred] = await receiver.receiveDeferredMessages(message.sequenceNumber ?? 0 as never);
    if (!deferred) throw new Error('The deferred message was not found.');
    await receiver.completeMessage(deferred);
    expect(await nothing(receiver)).toBe(true);
  });

  it('refuses a message without session id, a receiver without session, and a session where there are none (D48, D49)', async () => {
    await using world = await startWorld(transport, QUEUE, { name: 'q' });
    await expect(world.client.createSender('s').sendMessages({ body: 1 })).rejects.toMatchObject({
      code: 'GeneralError', message: expect.stringContaining('The SessionId was not set on a message') as string,
    });
    await expect(world.client.createReceiver('s').receiveMessages(1)).rejects.toThrow(/requires sessions to create a non-sessionful/);
    await expect(world.client.acceptSession('q', 'a')).rejects.toThrow(/Failed to create a receiver for the requested session 'a'/);
  });

  it('lets anybody receive the dead letters of a session queue (D33, L15)', async () => {
    await using world = await startWorld(transport, QUEUE);
    await world.client.createSender('s').sendMessages({ sessionId: 'a', body: 'x' });
    const receiver = await world.client.acceptSession('s', 'a', NO_RENEWAL);
    await receiver.deadLetterMessage(await one(receiver));
    expect(await one(world.client.createReceiver('s', { subQueueType: 'deadLetter' }))).toMatchObject({ body: 'x', sessionId: 'a' });
  });
});
