import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Ledger, openLedger } from '#broker/index';
import { type AppOptions, brokerApp } from '#broker/routes/app';
import { startDispatcher } from '#broker/webhooks/dispatch';

let ledger: Ledger;
beforeEach(() => { ledger = openLedger(':memory:'); });
afterEach(() => ledger.close());

async function statusOf(url: string, { method = 'GET', headers = {}, options = {} }: { method?: string; headers?: Record<string, string>; options?: AppOptions } = {}): Promise<number> {
  const app = brokerApp(ledger, startDispatcher({ ledger, base: 'http://localhost', allow: [] }), options);
  const response = await app.request(url, { method, headers: { 'content-type': 'application/json', ...headers }, ...(method !== 'GET' && { body: '{}' }) });
  return response.status;
}

describe('a broker without credentials', () => {
  it.each(['127.0.0.1:9292', '127.1.2.3', 'localhost', 'LOCALHOST:1', 'broker.localhost', '[::1]:9292', 'host.docker.internal', 'host.containers.internal'])('answers to this machine by %s', async (host) => {
    expect(await statusOf(`http://${host}/`)).toBe(200);
  });
  it.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example', '10.0.0.1', '[::2]', '0.0.0.0', 'evil.example:9292', 'localhost.'])('answers to no name that a page can make its own: %s', async (host) => {
    expect(await statusOf(`http://${host}/`)).toBe(403);
    expect(await statusOf(`http://${host}/pacticipants/a/versions/1/tags/x`, { method: 'PUT' })).toBe(403);
  });
  it('answers to a name that it was told of', async () => {
    const options = { hosts: ['Broker.example'] };
    expect(await statusOf('http://broker.example:8080/', { options })).toBe(200);
    expect(await statusOf('http://other.example/', { options })).toBe(403);
  });
});

describe('a page of another site', () => {
  const write = (headers: Record<string, string>) => statusOf('http://127.0.0.1:9292/pacticipants/a/versions/1/tags/x', { method: 'PUT', headers });
  it.each<Record<string, string>>([
    { origin: 'https://evil.example' }, { origin: 'null' }, { origin: 'http://127.0.0.1:9293' }, { origin: 'http://localhost:9292' }, { origin: 'http://127.0.0.1:9292.evil.example' }, { origin: '' },
    { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'http://127.0.0.1:9292', 'sec-fetch-site': 'cross-site' },
  ])('may not write: %o', async (headers) => {
    expect(await write(headers)).toBe(403);
    expect(ledger.read((view) => view.pacticipants())).toEqual([]);
  });
  it.each<Record<string, string>>([{}, { origin: 'http://127.0.0.1:9292' }, { origin: 'http://127.0.0.1:9292', 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }])('is not a client, nor a page of this broker: %o', async (headers) => {
    expect(await write(headers)).toBe(201);
  });
  it('is not a page of this broker behind a proxy', async () => {
    expect(await write({ origin: 'https://broker.example', 'x-forwarded-host': 'broker.example', 'x-forwarded-proto': 'https' })).toBe(201);
    expect(await write({ origin: 'https://evil.example', 'x-forwarded-host': 'broker.example' })).toBe(403);
  });
  it('may show what every page may: an answer carries no leave to read it', async () => {
    const app = brokerApp(ledger, startDispatcher({ ledger, base: 'http://localhost', allow: [] }));
    const response = await app.request('http://localhost/', { headers: { origin: 'https://evil.example' } });
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});
