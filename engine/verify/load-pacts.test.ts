import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RingproofError } from '#core/errors';
import { PACT_LIMIT_MB } from '#core/pact';
import { startProvider } from '#engine/testing/provider';
import { verify } from '#engine/verify/verify';
import type { VerifyOptions } from '#engine/verify/verify-run';

const pactText = (interactions: string) => `{"consumer":{"name":"c"},"provider":{"name":"p"},"interactions":[${interactions}],"metadata":{"pactSpecification":{"version":"4.0"}}}`;
const http = '{"_id":"id-1","type":"Synchronous/HTTP","description":"d","request":{"method":"GET","path":"/d"},"response":{"status":200,"body":{"content":{"n":1.0},"contentType":"application/json","encoded":false}}}';
const message = '{"_id":"id-2","type":"Asynchronous/Messages","description":"m","contents":{"content":{"n":2.0},"contentType":"application/json","encoded":false},"metadata":{}}';

const pages: Record<string, [status: number, type: string, body: string]> = {
  '/pact': [200, 'application/hal+json', pactText(http)],
  '/mixed': [200, 'application/json', pactText(`${http},${message}`)],
  '/html': [200, 'text/html', '<html>log in</html>'],
  '/gone': [404, 'application/json', '{}'],
  '/cut': [200, 'application/json', '{"consumer"'],
  '/v3': [200, 'application/json', pactText(http).replace('4.0', '3.0.0')],
  '/empty': [200, 'application/json', pactText('')],
  '/huge': [200, 'application/json', ' '.repeat(PACT_LIMIT_MB * 1e6 + 1)],
};
function* repeat(part: string) {
  for (;;) yield part;
}

const broker = createServer((request, response) => {
  const [status, type, body] = pages[request.url ?? ''] ?? [404, 'text/plain', ''];
  if (request.url === '/pact' && request.headers.authorization !== 'Bearer secret') return response.writeHead(401).end();
  if (request.url === '/endless') return void Readable.from(repeat(' '.repeat(1e6))).pipe(response.writeHead(200, { 'content-type': 'application/json' }));
  return response.writeHead(status, { 'content-type': type }).end(body);
});
let base: string;
beforeAll(() => new Promise<void>((resolve) => broker.listen(0, '127.0.0.1', () => {
  base = `http://127.0.0.1:${(broker.address() as AddressInfo).port}`;
  resolve();
})));
afterAll(() => {
  broker.closeAllConnections();
  broker.close();
});

// As text: JavaScript itself would write 1.0 as 1, which is another number for Pact.
const provider = { routes: { 'GET /d': { body: '{"n":1.0}' } }, messages: { m: { contents: { n: 2 }, metadata: {} } } };
const attempt = async (page: string, over: Partial<VerifyOptions> = {}) => {
  await using running = await startProvider(provider);
  const target = { name: 't', grade: 'stub', virtual: true, http: { baseUrl: running.url, messagesUrl: `${running.url}/_messages` } } as const;
  return await verify({ provider: 'p', target, pacts: [{ url: base + page, name: `pact ${page}` }], brokerToken: 'secret', ...over });
};
const codeOf = (promise: Promise<unknown>) => promise.then(() => 'no error', (thrown: RingproofError) => `${thrown.code}: ${thrown.message}`);

test('reads a pact at a broker with its token and keeps the ids of the broker', async () => {
  const { pacts } = await attempt('/pact');
  expect(pacts).toMatchObject([{ name: 'pact /pact', url: `${base}/pact`, consumer: 'c', outcome: 'passed', interactions: [{ interactionId: 'id-1', outcome: 'passed' }] }]);
});

test('a mixed pact keeps the digits of its numbers', async () => {
  const { pacts } = await attempt('/mixed');
  expect(pacts[0]?.interactions).toMatchObject([{ outcome: 'passed' }, { interactionId: 'id-2', outcome: 'failed', mismatches: [{ path: '$.n', actual: '2' }] }]);
});

test('takes a pact that is already read', async () => {
  const { pacts } = await attempt('', { pacts: [{ name: 'in hand', text: pactText(http) }] });
  expect(pacts).toMatchObject([{ name: 'in hand', outcome: 'passed', interactions: [{ interactionId: 'id-1' }] }]);
});

test.each([
  ['/html', /^RP_BROKER_NOT_A_BROKER.*text\/html/],
  ['/gone', /^RP_BROKER_REFUSED.*404/],
  ['/cut', /^RP_PACT_UNREADABLE: pact \/cut/],
  ['/v3', /^RP_PACT_SPEC.*3\.0\.0/],
  ['/empty', /^RP_VERIFY_NOTHING/],
  ['/huge', /^RP_PACT_TOO_LARGE/],
  ['/endless', /^RP_PACT_TOO_LARGE/],
])('refuses %s', async (page, message) => expect(await codeOf(attempt(page))).toMatch(message));

test('says when the token is wrong or the broker is down', async () => {
  expect(await codeOf(attempt('/pact', { brokerToken: 'wrong' }))).toMatch(/^RP_BROKER_REFUSED.*401/);
  expect(await codeOf(attempt('', { pacts: [{ url: 'http://127.0.0.1:1/pact', name: 'x' }] }))).toMatch(/^RP_BROKER_UNREACHABLE/);
});
