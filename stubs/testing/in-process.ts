// The default import: a named one may be bound before the network is taken.
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Stub } from '#stubs/stub';

export type InProcessStub = Omit<Stub, 'answer'>;

/** What every stub inside a process must do, whichever library takes the network there. `start` is given the base URL. */
export function behavesAsStub(start: (baseUrl: string) => { stub: InProcessStub; end(): void }): void {
  const baseUrl = 'https://toll.example.test/v1/';
  let running: ReturnType<typeof start>;
  beforeEach(() => { running = start(baseUrl); });
  afterEach(() => running.end());
  const pay = (headers = {}) => fetch(`${baseUrl}crossings`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: 'Bearer x', ...headers }, body: '{"plate":"A"}' });

  test('answers from the contract, with its headers', async () => {
    const response = await fetch(`${baseUrl}tariff`);
    expect(await response.json()).toEqual({ euro: 3 });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(running.stub.journal.exchanges).toMatchObject([{ from: 'car', to: 'toll-bridge', request: { path: '/tariff' }, response: { status: 200 } }]);
  });

  test('answers without a body where the status has none', async () => {
    const response = await fetch(`${baseUrl}crossings/7`, { method: 'DELETE', headers: { authorization: 'Bearer x' } });
    expect([response.status, await response.text()]).toEqual([204, '']);
  });

  test('refuses what the contract does not know, with advice', async () => {
    const response = await fetch(`${baseUrl}crossings/seven`, { headers: { authorization: 'Bearer x' } });
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ error: 'unexpected_request', nearest: 'one crossing', mismatches: [{ code: 'path' }] });
  });

  test('is in the state it was put into, by API and by header', async () => {
    running.stub.setState('an empty account');
    expect((await pay()).status).toBe(402);
    running.stub.setState(undefined);
    expect((await pay()).status).toBe(201);
    expect((await pay({ 'x-ringproof-state': 'an empty account' })).status).toBe(402);
  });

  test('fails on demand: status, body, connection', async () => {
    expect((await pay({ 'x-ringproof-fault': 'status' })).status).toBe(503);
    await expect((await pay({ 'x-ringproof-fault': 'malformed' })).json()).rejects.toThrow(SyntaxError);
    await expect(pay({ 'x-ringproof-fault': 'drop' })).rejects.toThrow(TypeError);
  });

  test('answers node:https as it answers fetch', async () => {
    const body = await new Promise<string>((resolve, reject) => {
      https.request(`${baseUrl}tariff`, (response) => void text(response).then(resolve, reject)).on('error', reject).end();
    });
    expect(body).toBe('{"euro":3}');
  });
}
