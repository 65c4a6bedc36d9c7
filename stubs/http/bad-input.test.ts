import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { virtualClock } from '#core/clock';
import { BODY_LIMIT } from '#stubs/http/body';
import { type HttpStub, type HttpStubOptions, startHttpStub } from '#stubs/http/stub';
import { tollBridge } from '#stubs/testing/toll-bridge';

const running: HttpStub[] = [];
const start = async (options: Partial<HttpStubOptions> = {}) => {
  const stub = await startHttpStub({ contract: tollBridge, ...options });
  running.push(stub);
  return stub;
};
afterEach(async () => { await Promise.all(running.splice(0).map((stub) => stub.stop())); });

const pay = (url: string, body: Uint8Array<ArrayBuffer>, headers = {}) => fetch(`${url}/crossings`, { method: 'POST', body, headers: { authorization: 'Bearer x', 'content-type': 'application/json', ...headers } });
/** Bytes as they are, and everything that comes back until the stub closes. */
const raw = (url: string, bytes: string) => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(bytes);
  return text(socket);
};
const crossing = Buffer.from('{"plate":"A"}');

test.each([['gzip', gzipSync(crossing)], ['deflate', deflateSync(crossing)], ['br', brotliCompressSync(crossing)]])('a body packed with %s is read', async (coding, packed) => {
  const { url } = await start();
  expect((await pay(url, packed, { 'content-encoding': coding })).status).toBe(201);
});

test.each([
  ['an unknown packing', crossing, { 'content-encoding': 'zstd-9000' }, 415],
  ['a body that is not packed as it says', crossing, { 'content-encoding': 'gzip' }, 400],
  ['a small body that unpacks to a huge one', gzipSync(Buffer.alloc(BODY_LIMIT + 1)), { 'content-encoding': 'gzip' }, 413],
  ['a huge body', Buffer.alloc(BODY_LIMIT + 1), {}, 413],
])('%s is refused, and the stub goes on', async (_, body, headers, status) => {
  const { url } = await start();
  const response = await pay(url, body, headers);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error: 'refused_body' });
  expect((await pay(url, crossing)).status).toBe(201);
});

test('a body that never ends is cut off at the limit', async () => {
  const { url } = await start();
  let sent = 0;
  const endless = new ReadableStream({ pull(controller) { sent += 65_536; controller.enqueue(new Uint8Array(65_536)); } });
  const response = await fetch(`${url}/crossings`, { method: 'POST', body: endless, duplex: 'half' }).catch((error: unknown) => error);
  // The answer may overtake the refusal to read on, or not.
  if (response instanceof Response) expect(response.status).toBe(413);
  expect(sent).toBeLessThan(4 * BODY_LIMIT);
});

test('garbage instead of HTTP is refused, and the stub goes on', async () => {
  const { url } = await start();
  expect(await raw(url, '\x16\x03\x01 this is no HTTP\r\n\r\n')).toContain('400 Bad Request');
  expect((await fetch(`${url}/tariff`)).status).toBe(200);
});

test('two lengths of one body, with which requests are smuggled, are refused', async () => {
  const { url, journal } = await start();
  const smuggled = 'POST /crossings HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /tariff HTTP/1.1\r\nHost: x\r\n\r\n';
  expect(await raw(url, smuggled)).toContain('400 Bad Request');
  expect(journal.total).toBe(0);
});

test('requests in one go are answered in their order', async () => {
  const { url } = await start();
  const both = await raw(url, 'GET /tariff HTTP/1.1\r\nHost: x\r\n\r\nGET /tarif HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  expect(both.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 500']);
});

test('a path is taken as it was sent, not tidied into one that the contract knows', async () => {
  const { url } = await start();
  expect(await raw(url, 'GET /x/../tariff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toContain('500 Internal');
});

test('the faults of a connection: closed without a word, late by the clock', async () => {
  const clock = virtualClock();
  const { url } = await start({ clock });
  await expect(fetch(`${url}/tariff`, { headers: { 'x-ringproof-fault': 'drop' } })).rejects.toThrow();
  const late = fetch(`${url}/tariff`, { headers: { 'x-ringproof-fault': 'delay' } });
  let answered = false;
  void late.then(() => { answered = true; });
  // A second call that comes back shows that the first one has reached the stub and waits there.
  await fetch(`${url}/tariff`);
  expect(answered).toBe(false);
  clock.advance(1000);
  expect((await late).status).toBe(200);
});

test('a browser of any origin may call, when asked for', async () => {
  const { url } = await start({ cors: true });
  const preflight = await fetch(`${url}/crossings`, { method: 'OPTIONS', headers: { origin: 'http://page.test', 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' } });
  expect(preflight.status).toBe(204);
  expect(Object.fromEntries(preflight.headers)).toMatchObject({ 'access-control-allow-origin': 'http://page.test', 'access-control-allow-headers': 'authorization' });
  expect((await fetch(`${url}/tariff`)).headers.get('access-control-allow-origin')).toBe('*');
  expect((await fetch(`${(await start()).url}/tariff`)).headers.get('access-control-allow-origin')).toBeNull();
});

test('a header of the contract that HTTP does not allow is told, and the stub goes on', async () => {
  const broken = { ...tollBridge, interactions: tollBridge.interactions.map((one) => (one.kind === 'http' && one.request.method === 'POST' ? { ...one, response: { ...one.response, headers: { 'X-Line': 'a\nb' } } } : one)) };
  const { url } = await start({ contract: broken });
  const response = await pay(url, crossing);
  expect([response.status, await response.json()]).toMatchObject([500, { error: 'unsendable_answer' }]);
  expect((await fetch(`${url}/tariff`)).status).toBe(200);
});
