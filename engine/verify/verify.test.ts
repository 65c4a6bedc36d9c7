import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Contract, HttpInteraction, MessageInteraction } from '#core/contract';
import type { RingproofError } from '#core/errors';
import { integer, regex } from '#core/matchers';
import { formatPact } from '#core/pact';
import type { Target } from '#core/target';
import { type ProviderBehaviour, type SmallProvider, startProvider } from '#engine/testing/provider';
import { recordSpecification } from '#engine/record/specification';
import { testResultsOf } from '#engine/verify/test-results';
import { verify } from '#engine/verify/verify';
import type { VerifyOptions, VerifyRun } from '#engine/verify/verify-run';

const evidence = { kind: 'code', source: 's' } as const;
const read: HttpInteraction = {
  kind: 'http', description: 'read', given: [{ name: 'a device' }], evidence,
  request: { method: 'GET', path: '/device' }, response: { status: 200, body: { json: { id: integer(1), owner: { name: 'ada' } } } },
};
const guess: HttpInteraction = { ...read, description: 'guess', given: [], evidence: { kind: 'assumed', source: 'x' }, request: { method: 'GET', path: '/guess' } };
const event: MessageInteraction = {
  kind: 'message', description: 'event', given: [{ name: 'a job' }], evidence,
  contents: { id: integer(1) }, metadata: { contentType: 'application/json', destination: regex('^q-\\d$', 'q-1') },
};
const contract: Contract = { consumer: 'c', provider: 'p', interactions: [read, guess, event] };
const right: ProviderBehaviour = {
  routes: { 'GET /device': { body: { id: 7, owner: { name: 'ada' }, extra: 1 } }, 'GET /guess': { body: { id: 7, owner: { name: 'ada' } } } },
  messages: { event: { contents: { id: 9 }, metadata: { contentType: 'application/json', destination: 'q-2' } } },
};

let folder: string;
let file: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'verify-test-'));
  file = join(folder, 'c--p.json');
  writeFileSync(file, formatPact(await recordSpecification(contract)));
});
afterAll(() => rmSync(folder, { recursive: true }));

const targetOf = ({ url }: { url: string }): Target => ({ name: 'small', grade: 'stub', virtual: true, http: { baseUrl: url, statesUrl: `${url}/_states`, messagesUrl: `${url}/_messages` } });
const run = async (behaviour: ProviderBehaviour, over: Partial<VerifyOptions> = {}, then?: (provider: SmallProvider) => void): Promise<VerifyRun> => {
  await using provider = await startProvider(behaviour);
  const result = await verify({ provider: 'p', target: targetOf(provider), files: [file], ...over });
  then?.(provider);
  return result;
};
const failures = (result: VerifyRun) =>
  result.pacts.flatMap(({ interactions }) => interactions.flatMap(({ mismatches, description }) => mismatches.map(({ code, path, expected, actual }) => [description, code, path, expected, actual])));
const codeOf = (promise: Promise<unknown>) => promise.then(() => 'no error', (thrown: RingproofError) => `${thrown.code}: ${thrown.message}`);

describe('a provider that keeps the contract', () => {
  test('passes, with states set up once each and messages asked by URL', async () => {
    const result = await run(right, {}, ({ stateChanges, requests }) => {
      expect(stateChanges).toEqual(['setup a device', 'teardown a device', 'setup a job', 'teardown a job']);
      expect(requests).toEqual(['GET /guess', 'GET /device']);
    });
    expect(failures(result)).toEqual([]);
    expect(result).toMatchObject({ provider: 'p', target: 'small', grade: 'stub', engine: { implementation: 'Pact-Rust' } });
    expect(result.pacts[0]?.interactions).toMatchObject([
      { description: 'event', kind: 'message', outcome: 'passed', evidence: 'code' }, { description: 'guess', pending: true, evidence: 'assumed' }, { description: 'read', providerStates: ['a device'], statesIgnored: false },
    ]);
    expect(result.pacts[0]?.interactions.every(({ durationMs }) => durationMs > 0)).toBe(true);
  });
});

describe('a provider that breaks the contract', () => {
  test('a flipped field and a missing one are red, with their paths', async () => {
    const result = await run({ ...right, routes: { ...right.routes, 'GET /device': { status: 201, body: { id: 'x', owner: {} } } } });
    expect(failures(result)).toEqual([
      ['read', 'body', '$.id', 'an integer', '"x"'], ['read', 'body', '$.owner.name', 'a field', 'nothing'], ['read', 'status', '', '200', '201'],
    ]);
    expect(result.pacts[0]?.outcome).toBe('failed');
    expect(testResultsOf(result.pacts[0] as never).find(({ success }) => !success)).toEqual({
      interactionDescription: 'read', success: false,
      mismatches: expect.arrayContaining([{ attribute: 'body', identifier: '$.id', description: "Expected 'x' (String) to be an integer" }]) as unknown,
    });
  });

  test('a guess fails as pending: the caller decides', async () => {
    const result = await run({ ...right, routes: { ...right.routes, 'GET /guess': { status: 500 } } });
    expect(result.pacts[0]).toMatchObject({ outcome: 'passed', interactions: [{}, { pending: true, outcome: 'failed' }, {}] });
  });

  test('a failing state is its own red, at once, and never a pass', async () => {
    const result = await run({ ...right, states: { 'a device': 500 } });
    expect(failures(result)).toEqual([['read', 'state', 'a device', 'the provider state is set up', 'setup failed: status 500: {"detail":"told so"}']]);
    expect(result.pacts[0]?.outcome).toBe('failed');
    expect(testResultsOf(result.pacts[0] as never).flatMap(({ exceptions = [] }) => exceptions)).toHaveLength(1);
    expect(result.durationMs).toBeLessThan(10_000);
  });

  test('a message with another field or destination is red, an unknown one too', async () => {
    const wrong = { event: { contents: { id: 'x' }, metadata: { contentType: 'application/json', destination: 'other' } } };
    expect(failures(await run({ ...right, messages: wrong })).map((one) => one.slice(0, 3))).toEqual([['event', 'body', '$.id'], ['event', 'metadata', 'destination']]);
    expect(failures(await run({ ...right, messages: {} }))).toEqual([['event', 'transport', '', 'the message', 'status 404: {"error":"no such message"}']]);
  });

  test('an answer that is no JSON is red for that interaction alone', async () => {
    const result = await run({ ...right, routes: { ...right.routes, 'GET /device': { body: 'not json' } } });
    expect(failures(result).map((one) => one.slice(0, 3))).toEqual([['read', 'body', '$']]);
  });

  test('a connection that breaks is red for that interaction alone', async () => {
    const result = await run({ ...right, routes: { ...right.routes, 'GET /device': 'hang up' } });
    expect(failures(result).map((one) => one.slice(0, 3))).toEqual([['read', 'transport', '']]);
  });
});

describe('what cannot be verified', () => {
  test('a provider that is down', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await new Promise((resolve) => server.close(resolve));
    expect(await codeOf(verify({ provider: 'p', target: targetOf({ url }), files: [file] }))).toMatch(/^RP_PROVIDER_DOWN: Nothing answers at http:.*ECONNREFUSED/);
    expect(await codeOf(verify({ provider: 'p', target: { name: 't', grade: 'stub', virtual: true }, files: [file] }))).toMatch(/^RP_PROVIDER_DOWN.*"t"/);
  });

  test('nothing, or a pact of another provider', async () => {
    expect(await codeOf(run(right, { files: [] }))).toMatch(/^RP_VERIFY_NOTHING/);
    expect(await codeOf(run(right, { provider: 'other' }))).toMatch(/^RP_PACT_UNREADABLE.*its provider is p, not other/);
    expect(await codeOf(run(right, { files: [join(folder, 'none.json')] }))).toMatch(/^RP_FILE_UNREADABLE.*ENOENT/);
  });

  test('states without an address for them are said to be ignored', async () => {
    await using provider = await startProvider(right);
    const target: Target = { name: 't', grade: 'live', virtual: false, http: { baseUrl: provider.url } };
    const result = await verify({ provider: 'p', target, files: [file] });
    expect(result.pacts[0]?.interactions.map(({ statesIgnored }) => statesIgnored)).toEqual([true, false, true]);
    expect(failures(result)).toEqual([['event', 'transport', '', 'the message', 'the target has no address for it']]);
  });

  test('an aborted run ends with the reason of the signal', async () => {
    const stop = new AbortController();
    // Asked by the engine, this provider never answers.
    const silent = createServer(() => stop.abort(new Error('Ctrl-C'))).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    await expect(verify({ provider: 'p', target: targetOf({ url }), files: [file], signal: stop.signal })).rejects.toThrow('Ctrl-C');
    silent.closeAllConnections();
    silent.close();
  });
});
