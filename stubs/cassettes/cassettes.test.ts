import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { virtualClock } from '#core/clock';
import { readCassette } from '#stubs/cassettes/cassette';
import { holdCassette } from '#stubs/cassettes/hold';
import { recordCassette } from '#stubs/cassettes/record';
import { replayCassette } from '#stubs/cassettes/replay';
import { type HttpStub, startHttpStub } from '#stubs/http/stub';
import { tollBridge } from '#stubs/testing/toll-bridge';

let folder: string;
let file: string;
let provider: HttpStub;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ringproof-cassette-'));
  file = join(folder, 'toll.json');
  provider = await startHttpStub({ contract: tollBridge });
});
afterEach(async () => {
  await provider.stop();
  nock.cleanAll();
  rmSync(folder, { recursive: true, force: true });
});

const pay = (plate = 'A') => fetch(`${provider.url}/crossings`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: 'Bearer s3cret' }, body: JSON.stringify({ plate }) });
const record = (run: () => Promise<void>, hide: string[] = []) => recordCassette({ file, run, hide, clock: virtualClock() });
const twoCalls = () => record(async () => {
  await fetch(`${provider.url}/tariff`);
  await pay();
});

test('what was recorded answers without the provider, each call as often as it was made', async () => {
  await twoCalls();
  await provider.stop();
  using replay = replayCassette(file);
  expect(await (await fetch(`${provider.url}/tariff`)).json()).toEqual({ euro: 3 });
  expect(replay.left).toEqual([`POST ${provider.url}/crossings`]);
  expect(() => replay.done()).toThrow('POST');
  expect((await pay()).status).toBe(201);
  replay.done();
  expect((await fetch(`${provider.url}/tariff`)).status).toBe(501);
});

test('a call that was not recorded fails', async () => {
  await twoCalls();
  await provider.stop();
  using replay = replayCassette(file);
  expect((await pay('B')).status).toBe(501);
  expect(replay.left).toHaveLength(2);
});

test('a call with one field more than was recorded is another call', async () => {
  await twoCalls();
  await provider.stop();
  using replay = replayCassette(file);
  const more = await fetch(`${provider.url}/crossings`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"plate":"A","lane":2}' });
  expect(more.status).toBe(501);
  expect(replay.left).toHaveLength(2);
});

test('the date of the recording is kept, and what changes with every call is not', async () => {
  const { recordedAt, entries } = await twoCalls();
  expect(recordedAt).toBe('2026-01-01T00:00:00.000Z');
  expect(Object.keys(entries[0]?.rawHeaders ?? {})).not.toContain('date');
  expect(readCassette(file).entries).toEqual(entries);
});

describe('held to the contract', () => {
  test('a recording of the provider passes, and says which interactions it is', async () => {
    expect(holdCassette(tollBridge, await twoCalls()).map(({ interaction, mismatches }) => [interaction, mismatches])).toEqual([['the tariff', []], ['a crossing is paid', []]]);
  });

  test('an answer that the contract does not allow any more turns it red', async () => {
    const cassette = await twoCalls();
    const tariff = { ...tollBridge, interactions: tollBridge.interactions.map((one) => (one.kind === 'http' && one.description === 'the tariff' ? { ...one, response: { ...one.response, body: { json: { euros: 3 } } } } : one)) };
    expect(holdCassette(tariff, cassette)[0]).toMatchObject({ interaction: 'the tariff', mismatches: [{ code: 'body', path: '$.euros' }] });
  });

  test('a call that the contract does not know turns it red', async () => {
    const cassette = await record(async () => void (await fetch(`${provider.url}/tarif`)));
    expect(holdCassette(tollBridge, cassette)).toMatchObject([{ call: 'GET /tarif → 500', mismatches: [{ code: 'path' }] }]);
  });

  test('one of several answers to a request is found by its answer', async () => {
    provider.setState('an empty account');
    const cassette = await record(async () => void (await pay()));
    expect(holdCassette(tollBridge, cassette)).toMatchObject([{ interaction: 'a crossing on an empty account', mismatches: [] }]);
  });
});

describe('secrets', () => {
  const answering = async (body: string, run: (url: string) => Promise<unknown>, hide: string[] = []) => {
    const server = createServer((_, response) => response.writeHead(200, { 'content-type': 'application/json', 'set-cookie': 'sid=s3cret' }).end(body)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    try {
      return await record(async () => void (await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)), hide);
    } finally {
      server.close();
    }
  };
  const login = (url: string) => fetch(`${url}/login?access_token=s3cret`, { method: 'POST', body: new URLSearchParams({ username: 'ada@lovelace.example', password: 's3cret' }), headers: { 'x-api-key': 's3cret' } });

  test('never reach the disk: headers, query, form, answer', async () => {
    await answering('{"token":"s3cret","expires_in":7,"mail":"ada@lovelace.example"}', login);
    const text = readFileSync(file, 'utf8');
    expect(text).not.toMatch(/s3cret|lovelace/);
    expect(JSON.parse(text)).toMatchObject({ entries: [{ response: { token: '***', expires_in: 7, mail: 'somebody@example.test' } }] });
  });

  test('fit any value when it is replayed', async () => {
    const { entries } = await answering('{"token":"s3cret"}', login);
    using replay = replayCassette(file);
    await fetch(`${entries[0]?.scope}/login?access_token=another`, { method: 'POST', body: new URLSearchParams({ username: 'grace@hopper.example', password: 'another' }) });
    replay.done();
  });

  test('of a name that only the user knows are hidden on demand', async () => {
    await answering('{"plate":"B-RP 1"}', (url) => fetch(url), ['plate']);
    expect(readFileSync(file, 'utf8')).not.toContain('B-RP 1');
  });

  test('that nobody recognised by their place are found by their look, and nothing is written', async () => {
    const key = `-----BEGIN PRIVATE KEY-----\\nMIIEvg`;
    await expect(answering(`{"blob":"${key}"}`, (url) => fetch(url))).rejects.toMatchObject({ code: 'RP_CASSETTE_SECRET', values: { what: 'a private key', path: '$[0].response.blob' } });
    expect(existsSync(file)).toBe(false);
  });
});

test('a run that fails, or calls nothing, leaves no cassette and no recorder behind', async () => {
  await expect(record(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(record(() => Promise.resolve())).rejects.toMatchObject({ code: 'RP_CASSETTE_EMPTY' });
  expect(existsSync(file)).toBe(false);
  expect((await twoCalls()).entries).toHaveLength(2);
});

test.each([['{', /JSON/], ['[]', /schemaVersion/], ['{"schemaVersion":1,"entries":[{}]}', /entry 0/]])('%s is no cassette', (text, problem) => {
  writeFileSync(file, text);
  expect(() => readCassette(file)).toThrow(expect.objectContaining({ code: 'RP_CASSETTE_INVALID', message: expect.stringMatching(problem) as string }) as Error);
});
