import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Ledger, type RunningBroker, openLedger, startBroker } from '#broker/index';
import { pactText } from '#broker/testing/pacts';
import { type VirtualClock, virtualClock } from '#core/clock';
import type { JsonObject } from '#core/json';

interface Call { url: string; headers: Record<string, string | string[] | undefined>; body: string }
let clock: VirtualClock;
let ledger: Ledger;
let broker: RunningBroker;
let origin: string;
let calls: Call[];
let heard: (() => void)[];
let answer: { status: number; headers?: Record<string, string>; body?: string };
let receiver: ReturnType<typeof createServer>;

beforeEach(async () => {
  calls = [];
  heard = [];
  answer = { status: 200 };
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => { body += part.toString(); });
    request.on('end', () => {
      calls.push({ url: request.url ?? '', headers: request.headers, body });
      response.writeHead(answer.status, answer.headers).end(answer.body);
      for (const tell of heard.splice(0)) tell();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  clock = virtualClock();
  ledger = openLedger(':memory:', clock);
  broker = await startBroker({ ledger, webhooks: { allow: [origin] } });
});
afterEach(async () => {
  await broker.stop();
  ledger.close();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

async function send(method: string, path: string, body?: unknown): Promise<{ status: number; body: JsonObject; text: string }> {
  const response = await fetch(broker.url + path, { method, headers: { 'content-type': 'application/json' }, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const text = await response.text();
  return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) as JsonObject : {} };
}
const hook = (more: object = {}, request: object = {}) => ({
  description: 'build it', events: [{ name: 'contract_published' }],
  request: { method: 'POST', url: `${origin}/build`, headers: { Authorization: 'Bearer s3cret-token', Accept: 'text/plain' }, body: { of: '${pactbroker.consumerName} ${pactbroker.consumerVersionNumber}' }, ...request },
  ...more,
});
const uuidOf = (body: JsonObject | undefined): string => body?.['uuid'] as string;
const create = async (document: object = hook()) => uuidOf((await send('POST', '/webhooks', document)).body);
const publish = (version: string, says = 'hello') => send('PUT', `/pacts/provider/Api/consumer/App/version/${version}`, JSON.parse(pactText('App', 'Api', says)));
const nextCall = () => new Promise<void>((resolve) => heard.push(resolve));
/** The trigger's state once an attempt has been written down. */
async function triggers(uuid: string, attempts: number): Promise<JsonObject[]> {
  for (;;) {
    const { body } = await send('GET', `/webhooks/${uuid}`);
    const list = (body['_embedded'] as { triggeredWebhooks: JsonObject[] }).triggeredWebhooks;
    if (list[0]?.['attempts'] === attempts) return list;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('a published pact is told, with what the template says and the secret that nobody can read', async () => {
  const uuid = await create();
  const called = nextCall();
  await publish('1');
  await called;
  expect(calls).toEqual([expect.objectContaining({ url: '/build', body: '{"of":"App 1"}' })]);
  expect(calls[0]?.headers).toMatchObject({ authorization: 'Bearer s3cret-token', accept: 'text/plain', 'content-type': 'application/json' });
  expect(await triggers(uuid, 1)).toMatchObject([{ name: 'contract_published', status: 'success' }]);
  const shown = (await send('GET', `/webhooks/${uuid}`)).text;
  expect(shown).toContain('"Authorization":"**********"');
  expect(shown).not.toContain('s3cret');
});

test('what happened before the webhook was made is not told', async () => {
  await publish('1');
  const uuid = await create();
  const called = nextCall();
  await publish('2');
  await called;
  expect(calls.map(({ body }) => body)).toEqual(['{"of":"App 2"}']);
  expect(await triggers(uuid, 1)).toHaveLength(1);
});

test('a failure is tried again after 10 s, a minute and so on, seven times in all; the log says what came back, without the secret', async () => {
  answer = { status: 500, body: 'no, s3cret-token is wrong: Bearer s3cret-token' };
  const uuid = await create();
  let called = nextCall();
  await publish('1');
  await called;
  for (const [index, seconds] of [10, 60, 120, 300, 600, 1200].entries()) {
    await triggers(uuid, index + 1);
    clock.advance(seconds * 1000 - 1);
    expect(calls).toHaveLength(index + 1);
    called = nextCall();
    clock.advance(1);
    await called;
  }
  const [last] = await triggers(uuid, 7);
  clock.advance(24 * 3600 * 1000);
  expect(calls).toHaveLength(7);
  expect(last).toMatchObject({ status: 'failure', attempts: 7 });
  const logs = (await send('GET', `/triggered-webhooks/${uuidOf(last)}/logs`)).text;
  expect(logs).toContain('attempt 7: failed\nHTTP 500');
  expect(logs).not.toContain('Bearer s3cret');
});

test('a retry that is due outlives the broker', async () => {
  answer = { status: 503 };
  const uuid = await create();
  let called = nextCall();
  await publish('1');
  await called;
  await triggers(uuid, 1);
  await broker.stop();
  answer = { status: 200 };
  broker = await startBroker({ ledger, webhooks: { allow: [origin] } });
  called = nextCall();
  clock.advance(10_000);
  await called;
  expect(await triggers(uuid, 2)).toMatchObject([{ status: 'success' }]);
});

test('what another process adds to the ledger is told at the next start', async () => {
  await create();
  await broker.stop();
  const { publishPacts } = await import('#broker/operations/publish');
  publishPacts(ledger, { consumer: 'App', version: '9', pacts: [{ provider: 'Api', text: pactText('App', 'Api', 'hello') }] });
  const called = nextCall();
  broker = await startBroker({ ledger, webhooks: { allow: [origin] } });
  await called;
  expect(calls.map(({ body }) => body)).toEqual(['{"of":"App 9"}']);
});

test('a redirect is not followed: it is a failure', async () => {
  answer = { status: 302, headers: { location: `${origin}/elsewhere` } };
  const uuid = await create();
  const called = nextCall();
  await publish('1');
  await called;
  expect(await triggers(uuid, 1)).toMatchObject([{ status: 'failure' }]);
  expect(calls.map(({ url }) => url)).toEqual(['/build']);
});

test('where it may not go nothing is sent, and the log says why', async () => {
  const uuid = await create(hook({}, { url: 'https://127.0.0.1:1/' }));
  expect((await send('POST', `/webhooks/${uuid}/execute`)).body).toMatchObject({ success: false, logs: 'not sent: 127.0.0.1 is not among the hosts that webhooks may call' });
});

test('a secret that comes back as stars stays what it was; one left out is forgotten', async () => {
  const uuid = await create();
  await send('PUT', `/webhooks/${uuid}`, hook({}, { headers: { Authorization: '**********' } }));
  await send('POST', `/webhooks/${uuid}/execute`);
  await send('PUT', `/webhooks/${uuid}`, hook({}, { headers: {} }));
  await send('POST', `/webhooks/${uuid}/execute`);
  expect(calls.map(({ headers }) => headers['authorization'])).toEqual(['Bearer s3cret-token', undefined]);
});

test('a deleted webhook hears nothing, and its secrets are gone from the file', async () => {
  const uuid = await create();
  expect((await send('DELETE', `/webhooks/${uuid}`)).status).toBe(204);
  await publish('1');
  expect((await send('GET', `/webhooks/${uuid}`)).status).toBe(404);
  expect(ledger.read((view) => view.secretsOf(uuid))).toEqual({});
  expect(calls).toEqual([]);
});

test.each<[string, object, string, string]>([
  ['an unknown event', hook({ events: [{ name: 'sunrise' }] }), 'events.name', 'must be one of: contract_published'],
  ['no events', hook({ events: [] }), 'events', "can't be blank"],
  ['no request', { events: [{ name: 'contract_published' }] }, 'request', 'is missing'],
  ['another method', hook({}, { method: 'GET' }), 'request.method', 'must be POST'],
  ['no URL', hook({}, { url: 'build' }), 'request.url', 'is not a valid URL'],
  ['a line break in a header', hook({}, { headers: { 'X-A': 'a\r\nX-B: b' } }), 'request.headers', 'without line breaks'],
  ['a line break in a header\'s name', hook({}, { headers: { 'X-A\r\nX-B': 'a' } }), 'request.headers', 'is not a header name'],
  ['a label', hook({ consumer: { label: 'mobile' } }), 'consumer.label', 'is not supported'],
])('%s is refused', async (_what, document, field, words) => {
  const { status, body } = await send('POST', '/webhooks', document);
  expect(status).toBe(400);
  expect((body['errors'] as Record<string, string[]>)[field]?.[0]).toContain(words);
  expect(calls).toEqual([]);
});

test('the official client creates, describes, tests and lists them', async () => {
  const client = (...args: string[]) => promisify(execFile)('node_modules/.bin/pact-broker', [...args, '--broker-base-url', broker.url]).then(({ stdout }) => stdout);
  await publish('1');
  await client('create-webhook', `${origin}/from-client`, '--request', 'POST', '--header', 'X-Kind: a b', '--data', '{"v":"${pactbroker.consumerVersionNumber}"}', '--consumer', 'App', '--contract-published', '--description', 'by client');
  const { body } = await send('GET', '/webhooks');
  const [link] = (body['_links'] as { 'pb:webhooks': { name: string; href: string }[] })['pb:webhooks'];
  expect(link?.name).toBe('by client');
  const called = nextCall();
  await client('test-webhook', '--uuid', link?.href.split('/').at(-1) ?? '');
  await called;
  expect(calls.at(-1)).toMatchObject({ url: '/from-client', body: '{"v":"1"}' });
  expect(calls.at(-1)?.headers).toMatchObject({ 'x-kind': 'a b' });
});
