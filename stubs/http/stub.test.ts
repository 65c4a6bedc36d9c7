import { afterEach, expect, test } from 'vitest';
import { loadContract } from '#contracts/load';
import { type HttpStub, startHttpStub } from '#stubs/http/stub';

const cli = await loadContract('cli--backend');
const running: HttpStub[] = [];
const start = async (state?: string) => {
  const stub = await startHttpStub({ contract: cli, ...(state === undefined ? {} : { state }) });
  running.push(stub);
  return stub;
};
afterEach(async () => { await Promise.all(running.splice(0).map((stub) => stub.stop())); });

const poll = (url: string, body: object) => fetch(`${url}/device/token`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

test('a request of the contract gets the example, and the journal keeps both', async () => {
  const stub = await start();
  const response = await fetch(`${stub.url}/userinfo/`, { headers: { authorization: 'Bearer any' } });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ email: 'admin@example.test', type: 'DS' });
  expect(stub.journal.exchanges).toMatchObject([{ request: { path: '/userinfo/' }, response: { status: 200 } }]);
});

test('without a state, the first interaction that succeeds answers', async () => {
  const stub = await start();
  expect((await poll(stub.url, { device_code: 'x' })).status).toBe(200);
});

test('the state chooses among interactions with one request', async () => {
  const stub = await start('pending');
  expect(await (await poll(stub.url, { device_code: 'x' })).json()).toEqual({ error: 'authorization_pending' });
  stub.setState('approved');
  expect(await (await poll(stub.url, { device_code: 'x' })).json()).toEqual({ token: 'dummy-user-token' });
});

test.each([
  ['an unknown path', '/userinfo', { headers: { authorization: 'Bearer any' } }, 'who am I', 'path'],
  ['a missing credential', '/userinfo/', {}, 'who am I', 'header'],
  ['another keyword', '/userinfo/', { headers: { authorization: 'Token any' } }, 'who am I', 'header'],
  ['an unknown field', '/device/token', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"device_code":"x","y":1}' }, 'a poll for a token answers authorization_pending', 'body'],
] as const)('%s is refused with the nearest interaction', async (_, path, init, nearest, code) => {
  const stub = await start();
  const response = await fetch(stub.url + path, init);
  expect(response.status).toBe(500);
  expect(await response.json()).toMatchObject({ error: 'unexpected_request', nearest, mismatches: [{ code }], advice: expect.stringContaining('contract') as string });
});

test('a state that the contract does not know and a taken port are refused', async () => {
  await expect(start('pendin')).rejects.toMatchObject({ code: 'RP_USAGE_VALUE', values: { expected: expect.stringContaining('"pending"') as string } });
  const { url } = await start();
  await expect(startHttpStub({ contract: cli, port: Number(new URL(url).port) })).rejects.toMatchObject({ code: 'RP_PORT_TAKEN' });
});
