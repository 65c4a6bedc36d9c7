import type { ServiceBusClient } from '@azure/service-bus';
import { NO_RENEWAL, all, bodies, one, receive, send } from './bus.ts';
import { refused, show } from './seen.ts';

/** Sessions: named, next, held, none. `impatient` waits for a session only a moment. */
export async function sessions(bus: ServiceBusClient, impatient: ServiceBusClient): Promise<void> {
  const accept = (queue: string) => bus.acceptSession(queue, 'job-1', NO_RENEWAL);
  await show('session', async () => {
    await send(bus, 'session', { body: '0', sessionId: 'job-1' }, { body: '1', sessionId: 'job-1' });
    const session = await accept('session');
    const messages = await receive(session, 2);
    for (const message of messages) await session.completeMessage(message);
    return { id: session.sessionId, locked: session.sessionLockedUntilUtc > new Date(), bodies: bodies(messages), sessionIds: messages.map(({ sessionId }) => sessionId) };
  });
  await show('session-state', async () => {
    const session = await accept('session-state');
    const before: unknown = await session.getSessionState();
    await session.setSessionState('cycle 2');
    return { before, after: String(await session.getSessionState()) };
  });
  await show('renew-session-lock', async () => {
    const session = await accept('renew-session-lock');
    const before = session.sessionLockedUntilUtc;
    const renewed = await session.renewSessionLock();
    return { renewed: renewed >= before && renewed > new Date() };
  });
  await show('session-locked', async () => {
    await accept('session-locked');
    return refused(() => accept('session-locked'));
  });
  await show('accept-next-session', async () => {
    await send(bus, 'accept-next-session', { body: 'next', sessionId: 'job-2' });
    const session = await bus.acceptNextSession('accept-next-session', NO_RENEWAL);
    return { id: session.sessionId, body: (await one(session)).body as string };
  });
  await show('no-session', () => refused(() => impatient.acceptNextSession('no-session', NO_RENEWAL)));
}

/** Topics, subscriptions, rules over AMQP. */
export async function topics(bus: ServiceBusClient): Promise<void> {
  const from = (topic: string, subscription: string, count: number) => receive(bus.createReceiver(topic, subscription, NO_RENEWAL), count);
  await show('topic-with-rules', async () => {
    const topic = 'topic-with-rules';
    await send(bus, topic, { ...painted('blue', { express: true }), to: 'Leeds' }, painted('red'));
    const red = await from(topic, 'red', 1);
    return { all: bodies(await from(topic, 'all', 2)), red: bodies(red), checked: red[0]?.applicationProperties?.['checked'], leeds: bodies(await from(topic, 'leeds', 1)) };
  });
  await show('rule-manager', async () => {
    const rules = bus.createRuleManager('rule-manager', 's');
    const names = async () => (await all(rules.listRules())).map(({ name }) => name);
    const before = await names();
    await rules.createRule('only-blue', { sqlExpression: "color = 'blue'" });
    await rules.deleteRule('$Default');
    await send(bus, 'rule-manager', painted('red'), painted('blue'));
    return { before, after: await names(), received: bodies(await from('rule-manager', 's', 1)) };
  });
}

export const painted = (color: string, more: Record<string, boolean> = {}) => ({ body: color, subject: 'paint', applicationProperties: { color, ...more } });
