import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

test('a label stands for all who have it when something happens, and for nobody else', async () => {
  await publish('1');
  const uuid = await create(hook({ consumer: { label: 'mobile' }, provider: { label: 'core' } }, { body: { of: '${pactbroker.consumerVersionNumber} ${pactbroker.consumerLabels} ${pactbroker.providerLabels}' } }));
  const { body } = await send('GET', `/webhooks/${uuid}`);
  expect(body).toMatchObject({ consumer: { label: 'mobile' }, provider: { label: 'core' }, _links: { 'pb:consumers': { name: 'mobile', href: `${broker.url}/pacticipants/label/mobile` }, 'pb:providers': { name: 'core' } } });
  await send('PUT', '/pacticipants/App/labels/mobile', {});
  await publish('2');
  await send('PUT', '/pacticipants/Api/labels/core', {});
  await send('PUT', '/pacticipants/Api/labels/other', {});
  const called = nextCall();
  await publish('3');
  await called;
  expect(calls.map((call) => call.body)).toEqual(['{"of":"3 mobile core, other"}']);
});

describe('the notices of a publication', () => {
  const contract = () => ({ consumerName: 'App', providerName: 'Api', specification: 'pact', contentType: 'application/json', content: Buffer.from(pactText('App', 'Api', 'hello')).toString('base64') });
  const notices = async (version: string, more: object = {}) => {
    const { body } = await send('POST', '/contracts/publish', { pacticipantName: 'App', pacticipantVersionNumber: version, branch: 'main', contracts: [contract()], ...more });
    return (body['notices'] as { type: string; text: string }[]).map(({ text }) => text).slice(3);
  };
  const STEPS = ['  Next steps:', '    * Add Pact verification tests to the Api build. See https://docs.pact.io/go/provider_verification', '    * Configure separate Api pact verification build and webhook to trigger it when the pact content changes. See https://docs.pact.io/go/webhooks'];

  test('say which events it caused, in the real broker\'s order and words', async () => {
    expect(await notices('1', { tags: ['a', 'b'] })).toEqual([
      '  Events detected: contract_published, contract_content_changed (first time any pact published for this consumer with consumer version tagged a, first time any pact published for this consumer with consumer version tagged b)', ...STEPS,
    ]);
    expect(await notices('2', { tags: ['a'] })).toEqual(['  Events detected: contract_published (pact content is the same as previous version with tag a and no new tags were applied)', ...STEPS]);
    expect(await notices('3')).toEqual(['  Events detected: contract_published, contract_content_changed (first time untagged pact published)', ...STEPS]);
    await send('PUT', '/pacticipants/Api/branches/main/versions/7', {});
    expect((await notices('4'))[0]).toBe('  Events detected: contract_published (pact content is the same as previous versions with tags  and no new tags were applied), contract_requiring_verification_published');
    expect(await notices('4')).toEqual(STEPS);
  });
  test('say which webhooks it triggered, and that none was for what happened', async () => {
    const uuid = await create(hook({ enabled: false }));
    expect((await notices('1'))[1]).toBe('  No enabled webhooks found for the detected events');
    await send('PUT', `/webhooks/${uuid}`, hook({ description: 'a "build"' }));
    const called = nextCall();
    const [, triggered = ''] = await notices('2');
    await called;
    expect(triggered).toMatch(/^ {2}Webhook "a \\"build\\"" triggered for event contract_published\.\n {4}View logs at http:.*\/triggered-webhooks\/.*\/logs$/);
    await triggers(uuid, 1);
    expect((await (await fetch(triggered.split(' at ')[1] ?? '')).text())).toContain('attempt 1: succeeded');
  });
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

test('what somebody publishes becomes no header of its own, no other host and no other path', async () => {
  await create(hook({}, { url: `${origin}/build/\${pactbroker.buildUrl}/end`, headers: { 'X-Build': 'of ${pactbroker.buildUrl}', 'X-Tags': '${pactbroker.consumerVersionTags}' } }));
  const called = nextCall();
  const contract = { consumerName: 'App', providerName: 'Api', specification: 'pact', contentType: 'application/json', content: Buffer.from(pactText('App', 'Api', 'x')).toString('base64') };
  await send('POST', '/contracts/publish', { pacticipantName: 'App', pacticipantVersionNumber: '1', buildUrl: 'x\r\nX-Evil: 1\r\n\r\n/../../?#\u2028', tags: ['ä€'], contracts: [contract] });
  await called;
  expect(calls.map(({ url }) => url)).toEqual(['/build/x%0D%0AX-Evil%3A%201%0D%0A%0D%0A%2F..%2F..%2F%3F%23%E2%80%A8/end']);
  expect(calls[0]?.headers).toMatchObject({ 'x-build': 'of x  X-Evil: 1    /../../?#', 'x-tags': '' });
  expect(calls[0]?.headers).not.toHaveProperty('x-evil');
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
  ['a host that a template fills in', hook({}, { url: 'https://${pactbroker.consumerName}.example.org/' }), 'request.url', 'cannot have a template parameter in the host'],
  ['a user that a template fills in', hook({}, { url: 'https://${pactbroker.consumerName}@example.org/' }), 'request.url', 'cannot have a template parameter in the host'],
  ['a port that a template fills in', hook({}, { url: 'https:/example.org${pactbroker.buildUrl}/' }), 'request.url', 'cannot have a template parameter in the host'],
  ['a host that ends in a template', hook({}, { url: 'https:\\\\a${pactbroker.consumerName}/' }), 'request.url', 'cannot have a template parameter in the host'],
  ['a line break in a header', hook({}, { headers: { 'X-A': 'a\r\nX-B: b' } }), 'request.headers', 'without line breaks'],
  ['a line break in a header\'s name', hook({}, { headers: { 'X-A\r\nX-B': 'a' } }), 'request.headers', 'is not a header name'],
  ['a name and a label', hook({ consumer: { name: 'App', label: 'mobile' } }), 'consumer.label', 'name and label cannot be provided at the same time'],
  ['neither a name nor a label', hook({ provider: {} }), 'provider.name', 'cannot be blank'],
  ['a blank name', hook({ provider: { name: ' ', label: null } }), 'provider.name', 'cannot be blank'],
  ['a label that is no text', hook({ consumer: { label: 7 } }), 'consumer.label', 'must be a string'],
  ['a name that nobody has', hook({ consumer: { name: 'Nobody' } }, { url: 'https://ci.example.org/' }), 'consumer.name', 'does not match an existing pacticipant'],
  ['a consumer that is no hash', hook({ consumer: 'App' }), 'consumer', 'must be a hash'],
])('%s is refused', async (_what, document, field, words) => {
  const { status, body } = await send('POST', '/webhooks', document);
  expect(status).toBe(400);
  expect(body['errors']).toMatchObject({ [field]: [expect.stringContaining(words)] });
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
