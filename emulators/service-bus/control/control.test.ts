import { ServiceBusClient } from '@azure/service-bus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { realClock } from '#core/clock';
import { startServiceBus } from '#emulators/service-bus/index';
import { NO_RENEWAL, type World, one, startWorld } from '#emulators/service-bus/testing/world';

let world: World;
beforeAll(async () => { world = await startWorld('tcp', { name: 'q', maxDeliveryCount: 1 }, { name: 'other' }, { name: 's', requiresSession: true }); });
afterAll(() => world[Symbol.asyncDispose]());

const url = (path: string) => `http://${world.bus.host}:${world.bus.port}${path}`;
async function get<Answer>(path: string): Promise<Answer> {
  return (await (await fetch(url(path))).json()) as Answer;
}
const post = (path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
  fetch(url(path), { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers });

describe('the clock', () => {
  it('is turned by a request: a lock of a minute ends, the message comes again', async () => {
    world.bus.reset();
    await world.client.createSender('other').sendMessages({ body: 'x' });
    const receiver = world.client.createReceiver('other', NO_RENEWAL);
    await one(receiver);
    const before = world.clock.now();
    expect(await get('/ringproof/clock')).toMatchObject({ ms: before, virtual: true });
    expect(await (await post('/ringproof/clock/advance', { ms: 60_000 })).json()).toMatchObject({ ms: before + 60_000, now: new Date(before + 60_000).toISOString() });
    expect((await one(receiver)).deliveryCount).toBe(1);
    await receiver.close();
  });

  it('cannot be turned when it is the real one', async () => {
    await using bus = await startServiceBus({ clock: realClock });
    const answer = await fetch(`http://${bus.host}:${bus.port}/ringproof/clock/advance`, { method: 'POST', body: '{"ms":1}' });
    expect([answer.status, await answer.json()]).toEqual([400, { code: 'RP_USAGE_VALUE', error: 'The clock cannot be "real".', advice: 'Start with `--clock virtual`, or with `clock: virtualClock(Date.now())`, to turn it.' }]);
  });

  it.each([['no number', '{"ms":"soon"}'], ['nothing', '{}'], ['a step back', '{"ms":-1}'], ['no JSON', 'ms=1'], ['no object', '[1]'], ['too much', `{"ms":1,"x":"${'y'.repeat(70_000)}"}`]])('is not turned by %s', async (_, body) => {
    const before = world.clock.now();
    expect([(await post('/ringproof/clock/advance', body)).status, world.clock.now()]).toEqual([400, before]);
  });
});

interface Entities { entities: { path: string; counts: Record<string, number>; messages: Record<string, unknown>[]; sessions: unknown[] }[] }
const entity = async (path: string) => (await get<Entities>('/ringproof/entities')).entities.find((found) => found.path === path);

describe('inspection', () => {
  it('counts messages by state, and shows dead letters with their reasons', async () => {
    world.bus.reset();
    const sender = world.client.createSender('q');
    await sender.sendMessages(['rejected', 'expired', 'locked', 'waiting'].map((messageId) => ({ body: 1, messageId })));
    await sender.scheduleMessages({ body: 1, messageId: 'later' }, new Date(world.clock.now() + 90_000));
    const receiver = world.client.createReceiver('q', NO_RENEWAL);
    await receiver.deadLetterMessage(await one(receiver), { deadLetterReason: 'unreadable', deadLetterErrorDescription: 'no JSON' });
    await receiver.abandonMessage(await one(receiver));
    await one(receiver);
    await receiver.close();
    expect((await entity('q'))?.counts).toEqual({ total: 3, active: 1, locked: 1, deferred: 0, scheduled: 1 });
    expect((await entity('q'))?.messages.map(({ messageId, state }) => [messageId, state])).toEqual([['locked', 'locked'], ['waiting', 'active'], ['later', 'scheduled']]);
    expect((await entity('q/$DeadLetterQueue'))?.messages).toMatchObject([
      { messageId: 'rejected', deadLetterReason: 'unreadable', deadLetterErrorDescription: 'no JSON' },
      { messageId: 'expired', deadLetterReason: 'MaxDeliveryCountExceeded', deliveryCount: 1 },
    ]);
  });

  it('narrows to one entity with its dead letters, and to some messages', async () => {
    const { entities } = await get<Entities>('/ringproof/entities?entity=Q&messages=1');
    expect(entities.map(({ path }) => path)).toEqual(['q', 'q/$DeadLetterQueue', 'q/$Transfer/$DeadLetterQueue']);
    expect(entities.map(({ messages }) => messages.length)).toEqual([1, 1, 0]);
  });

  it('is a page without a script and without anything from elsewhere, in which nothing of a message is markup', async () => {
    world.bus.reset();
    await world.client.createSender('q').sendMessages({ body: 1, messageId: '<script>alert("&\')</script>' });
    const answer = await fetch(url('/ringproof/'));
    const html = await answer.text();
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).toContain('&#60;script&#62;alert(&#34;&#38;&#39;)&#60;/script&#62;');
    expect(html).not.toMatch(/<script|<img|<link|https?:|src=/);
    expect(html).toContain('light dark');
  });
});

describe('reset', () => {
  it('empties one entity or all, and links stay', async () => {
    world.bus.reset();
    const senders = ['q', 'other'].map((name) => world.client.createSender(name));
    for (const sender of senders) await sender.sendMessages({ body: 1 });
    expect(await (await post('/ringproof/reset', { entity: 'Q' })).json()).toEqual({ reset: 'Q' });
    expect([(await entity('q'))?.counts['total'], (await entity('other'))?.counts['total']]).toEqual([0, 1]);
    expect(await (await post('/ringproof/reset')).json()).toEqual({ reset: 'all' });
    expect((await entity('other'))?.counts['total']).toBe(0);
    for (const sender of senders) await sender.sendMessages({ body: 2 });
    expect((await entity('other'))?.counts['total']).toBe(1);
  });

  it('says which entities there are', async () => {
    const answer = await post('/ringproof/reset', { entity: 'p' });
    expect([answer.status, await answer.json()]).toEqual([400, { code: 'RP_USAGE_VALUE', error: 'The entity to reset cannot be "p".', advice: 'Known: q, other, s.' }]);
  });
});

interface Journal { total: number; forgotten: number; next: number; exchanges: { number: number; kind: string; entity: string; body: unknown; properties: Record<string, unknown> }[] }

describe('the journal', () => {
  it('is read from where one left off, by entity and by kind', async () => {
    world.bus.reset();
    const { total } = await get<Journal>('/ringproof/journal?limit=0');
    await world.client.createSender('q').sendMessages({ body: { n: 1 }, messageId: 'a' });
    await world.client.createSender('other').sendMessages({ body: 2, messageId: 'b' });
    const receiver = world.client.createReceiver('q', NO_RENEWAL);
    await receiver.completeMessage(await one(receiver));
    await receiver.close();
    const all = await get<Journal>(`/ringproof/journal?since=${total}`);
    expect(all.exchanges.map(({ number, kind, entity: of }) => [number - total, kind, of])).toEqual([[1, 'send', 'q'], [2, 'send', 'other'], [3, 'complete', 'q']]);
    expect(all.exchanges[0]).toMatchObject({ body: { n: 1 }, properties: { messageId: 'a' } });
    expect(all.next).toBe(total + 3);
    expect((await get<Journal>(`/ringproof/journal?since=${all.next}`)).exchanges).toEqual([]);
    expect((await get<Journal>(`/ringproof/journal?since=${total}&entity=Q&kind=send`)).exchanges.map(({ properties }) => properties['messageId'])).toEqual(['a']);
    const first = await get<Journal>(`/ringproof/journal?since=${total}&limit=1`);
    expect([first.exchanges.length, first.next]).toEqual([1, total + 1]);
    expect((await fetch(url('/ringproof/journal?since=x'))).status).toBe(400);
  });

  it('keeps as many exchanges as it was told to, and says how many are gone', async () => {
    await using bus = await startServiceBus({ queues: [{ name: 'q' }], journalLimit: 5 });
    const client = new ServiceBusClient(bus.connectionString);
    await client.createSender('q').sendMessages(Array.from({ length: 200 }, (_, index) => ({ body: index })));
    await client.close();
    const answer = (await (await fetch(`http://${bus.host}:${bus.port}/ringproof/journal`)).json()) as Journal;
    expect([answer.total, answer.forgotten, answer.next, answer.exchanges.map(({ body }) => body)]).toEqual([200, 195, 200, [195, 196, 197, 198, 199]]);
    expect(bus.journal.exchanges.length).toBe(5);
  });
});

describe('the door', () => {
  it('is healthy when a message went there and back', async () => {
    expect(await get('/health')).toEqual({ status: 'healthy', message: 'Service is healthy.' });
    expect((await get<Entities>('/ringproof/entities')).entities.map(({ path }) => path)).not.toContain('probe');
  });

  it('tells a wrong path and a wrong method', async () => {
    expect((await fetch(url('/ringproof/nothing'))).status).toBe(404);
    expect((await fetch(url('/ringproof/reset'))).status).toBe(405);
  });

  it('is closed to web pages of other origins', async () => {
    await world.client.createSender('other').sendMessages({ body: 'stays' });
    expect((await post('/ringproof/reset', {}, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await entity('other'))?.counts['total']).toBeGreaterThan(0);
    expect((await post('/ringproof/reset', {}, { origin: `http://${world.bus.host}:${world.bus.port}` })).status).toBe(200);
  });
});
