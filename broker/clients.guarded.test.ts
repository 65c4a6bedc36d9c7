import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Verifier, type VerifierOptions } from '@pact-foundation/pact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createToken, remoteBroker } from '#broker/index';
import { pactCli } from '#broker/testing/pact-cli';
import { pactText } from '#broker/testing/pacts';
import { brokerForEachTest } from '#broker/testing/running-broker';

process.env['PACT_DO_NOT_TRACK'] = 'true';
const CREDENTIALS = ['PACT_BROKER_TOKEN', 'PACT_BROKER_USERNAME', 'PACT_BROKER_PASSWORD'];
const [PASSWORD, WORD] = ['correct horse: battery', 'staple'];

let tokens: { read: string; write: string };
const on = brokerForEachTest((ledger) => {
  tokens = { read: createToken(ledger, 'reader', 'read'), write: createToken(ledger, 'ci', 'write') };
  const accounts = [{ name: 'ann', password: PASSWORD, role: 'write' as const }, { name: 'bob', password: WORD, role: 'read' as const }];
  return { access: { accounts, tokens: [], publicRead: false, publicHeartbeat: false, publicBadges: false } };
});
beforeEach(() => on.broker.publish({ consumer: 'App', version: '1', branch: 'main', pacts: [{ provider: 'Api', text: pactText('App', 'Api', 'hello') }] }));

type Env = Record<string, string>;
const byToken = (token: string): Env => ({ PACT_BROKER_TOKEN: token });
const byName = (name: string, password: string): Env => ({ PACT_BROKER_USERNAME: name, PACT_BROKER_PASSWORD: password });
const MAY_WRITE: [string, () => Env][] = [['a token', () => byToken(tokens.write)], ['a name and a password', () => byName('ann', PASSWORD)], ['a token as the password', () => byName('anything', tokens.write)]];
const MAY_READ: [string, () => Env][] = [['a token', () => byToken(tokens.read)], ['a name and a password', () => byName('bob', WORD)]];
const UNKNOWN: [string, () => Env][] = [['nothing', () => ({})], ['a wrong token', () => byToken(`rpt_${'A'.repeat(43)}`)], ['a wrong password', () => byName('ann', WORD)]];

describe("Pact's own command line", () => {
  let folder: string;
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'guarded-')); });
  afterEach(() => rmSync(folder, { recursive: true }));
  const cli = (env: Env, ...args: string[]) => pactCli(on.server.url, args, env);
  const publish = (env: Env) => {
    writeFileSync(join(folder, 'app-api.json'), pactText('App', 'Api', 'hello'));
    return cli(env, 'publish', join(folder, 'app-api.json'), '--consumer-app-version', '2', '--branch', 'main');
  };
  const versions = async () => (await on.broker.versions('App')).map(({ number }) => number);

  it.each(MAY_WRITE)('reads and writes with %s', async (_what, env) => {
    expect(await publish(env())).toMatchObject({ code: 0, output: expect.stringContaining('Pact successfully published') as string });
    expect(await cli(env(), 'create-environment', '--name', 'prod', '--production')).toMatchObject({ code: 0 });
    expect(await cli(env(), 'record-deployment', '--pacticipant', 'App', '--version', '2', '--environment', 'prod')).toMatchObject({ code: 0 });
    expect(await cli(env(), 'list-latest-pact-versions')).toMatchObject({ code: 0, output: expect.stringContaining('App') as string });
  });
  it.each(MAY_READ)('reads with %s, and does not write', async (_what, env) => {
    expect(await cli(env(), 'list-latest-pact-versions')).toMatchObject({ code: 0, output: expect.stringContaining('App') as string });
    expect((await publish(env())).code).not.toBe(0);
    expect(await versions()).toEqual(['1']);
  });
  it.each(UNKNOWN)('neither reads nor writes with %s', async (_what, env) => {
    const listed = await cli(env(), 'list-latest-pact-versions');
    expect([listed.code === 0, listed.output.includes('App')]).toEqual([false, false]);
    expect((await publish(env())).code).not.toBe(0);
    expect(await versions()).toEqual(['1']);
  });
});

describe("Pact's own verifier", () => {
  let api: ReturnType<typeof createServer>;
  beforeEach(async () => {
    api = createServer((_request, response) => void response.setHeader('content-type', 'application/json').end('{"says":"hello"}'));
    await new Promise<void>((done) => void api.listen(0, '127.0.0.1', done));
  });
  afterEach(async () => {
    for (const name of CREDENTIALS) delete process.env[name];
    api.closeAllConnections();
    await new Promise((done) => api.close(done));
  });
  /** By its options, or by the variables that its documentation names. */
  const verify = (options: Partial<VerifierOptions>) => new Verifier({
    provider: 'Api', providerBaseUrl: `http://127.0.0.1:${(api.address() as AddressInfo).port}`, pactBrokerUrl: on.server.url, consumerVersionSelectors: [{ mainBranch: true }], publishVerificationResult: true, providerVersion: '7', providerVersionBranch: 'main',
    stateHandlers: { 'a user': async () => undefined }, logLevel: 'error', ...options,
  }).verifyProvider();
  const results = () => on.ledger.read((view) => view.verificationsOf(view.pact('App', '1', 'Api')?.content ?? 0)).map(({ success }) => success);

  it.each(MAY_WRITE)('reads its pacts and publishes its results with %s', async (_what, env) => {
    const { PACT_BROKER_TOKEN: pactBrokerToken, PACT_BROKER_USERNAME: pactBrokerUsername, PACT_BROKER_PASSWORD: pactBrokerPassword } = env();
    await verify({ ...(pactBrokerToken && { pactBrokerToken }), ...(pactBrokerUsername && { pactBrokerUsername }), ...(pactBrokerPassword && { pactBrokerPassword }) });
    expect(results()).toEqual([true]);
  });
  it('does so with credentials from its environment', async () => {
    for (const [, env] of MAY_WRITE) {
      for (const name of CREDENTIALS) delete process.env[name];
      Object.assign(process.env, env());
      await verify({});
    }
    expect(results()).toEqual([true, true, true]);
  });
  it.each(UNKNOWN)('fails with %s', async (_what, env) => {
    Object.assign(process.env, env());
    await expect(verify({})).rejects.toThrow();
    expect(results()).toEqual([]);
  });
  it('publishes nothing with credentials that may only read, and only logs that', async () => {
    await expect(verify({ pactBrokerToken: tokens.read })).resolves.toContain('"result":true');
    expect(results()).toEqual([]);
  });
});

describe('our own client', () => {
  const client = (env: Env) => remoteBroker({ baseUrl: on.server.url, token: env['PACT_BROKER_TOKEN'] ?? '', username: env['PACT_BROKER_USERNAME'] ?? '', password: env['PACT_BROKER_PASSWORD'] ?? '' });

  it.each(MAY_WRITE)('reads and writes with %s', async (_what, env) => {
    await client(env()).createEnvironment('prod', true);
    expect((await client(env()).environments()).map(({ name }) => name)).toEqual(['prod']);
  });
  it.each(UNKNOWN)('says in words that it is not let in with %s', async (_what, env) => {
    await expect(client(env()).pacticipants()).rejects.toMatchObject({ code: 'RP_BROKER_REFUSED', values: { status: 401, problem: expect.stringMatching(/asks for credentials|unknown here/) as string, advice: expect.stringContaining('PACT_BROKER_TOKEN') as string } });
  });
  it.each(MAY_READ)('says in words that %s may only read', async (_what, env) => {
    expect((await client(env()).pacticipants()).map(({ name }) => name)).toEqual(['Api', 'App']);
    await expect(client(env()).createEnvironment('prod')).rejects.toMatchObject({ code: 'RP_BROKER_REFUSED', values: { status: 403, problem: expect.stringMatching(/^"(reader|bob)" may only read/) as string, advice: expect.stringContaining('ones that may write') as string } });
  });
  it('says in words that too many passwords were wrong', async () => {
    const wrong = () => client(byName('ann', WORD)).environments().then(() => undefined, (thrown: { values: { status: number; problem: string } }) => thrown.values);
    for (let at = 0; at < 10; at++) expect(await wrong()).toMatchObject({ status: 401 });
    expect(await wrong()).toMatchObject({ status: 429, problem: expect.stringContaining('Too many wrong passwords') as string });
  });
});
