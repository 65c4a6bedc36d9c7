import { afterEach, beforeEach, expect, test } from 'vitest';
import { type HttpStub, startHttpStub } from '#stubs/http/stub';
import { tollBridge } from '#stubs/testing/toll-bridge';

let stub: HttpStub;
beforeEach(async () => { stub = await startHttpStub({ contract: tollBridge }); });
afterEach(() => stub.stop());
const ask = (method: string, path: string, body?: unknown) => fetch(`${stub.url}/_ringproof/${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
const pay = async () => (await fetch(`${stub.url}/crossings`, { method: 'POST', body: '{"plate":"A"}', headers: { authorization: 'Bearer x' } })).status;

test('the state is chosen and taken back', async () => {
  await ask('PUT', 'state', { state: 'an empty account' });
  expect(await pay()).toBe(402);
  await ask('DELETE', 'state');
  expect(await pay()).toBe(201);
});

test('faults are planned and taken back', async () => {
  await ask('PUT', 'faults', { seed: 1, rate: 1, kinds: ['status'] });
  expect(await pay()).toBe(503);
  await ask('DELETE', 'faults');
  expect(await pay()).toBe(201);
});

test('the journal is shown and forgotten, and the steering is not in it', async () => {
  await pay();
  expect(await (await ask('GET', 'journal')).json()).toMatchObject({ total: 1, exchanges: [{ request: { path: '/crossings' }, response: { status: 201 } }] });
  await ask('DELETE', 'journal');
  expect(await (await ask('GET', 'journal')).json()).toEqual({ total: 0, exchanges: [] });
});

test('it says what it is', async () => {
  expect(await (await ask('GET', 'target')).json()).toEqual({ name: 'stub of car--toll-bridge', grade: 'stub', virtual: true });
});

test.each([
  ['an unknown state', 'PUT', 'state', { state: 'an empty acount' }, 422, /an empty account/],
  ['no state', 'PUT', 'state', {}, 422, /provider state/],
  ['no object', 'PUT', 'faults', 'often', 422, /JSON object/],
  ['an unknown fault', 'PUT', 'faults', { kinds: ['dorp'] }, 422, /drop\\"/],
  ['an unknown path', 'GET', 'stat', undefined, 404, /_ringproof\/state/],
] as const)('%s is refused', async (_, method, path, body, status, advice) => {
  const response = await ask(method, path, body);
  expect(response.status).toBe(status);
  expect(await response.text()).toMatch(advice);
});
