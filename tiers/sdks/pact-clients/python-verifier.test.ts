import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Broker, type Ledger, type RunningBroker, localBroker, openLedger, startBroker } from '#broker/index';
import { pactText } from '#broker/testing/pacts';
import { RingproofError } from '#core/errors';

const SCRIPT = fileURLToPath(new URL('./verifier.py', import.meta.url));
const SAYS = 'hello';

let ledger: Ledger;
let broker: Broker;
let server: RunningBroker;
let api: ReturnType<typeof createServer>;
beforeEach(async () => {
  ledger = openLedger(':memory:');
  broker = localBroker(ledger);
  server = await startBroker({ ledger });
  api = createServer((_request, response) => void response.setHeader('content-type', 'application/json').end(JSON.stringify({ says: SAYS })));
  await new Promise<void>((done) => void api.listen(0, '127.0.0.1', done));
  await broker.createEnvironment('prod', true);
});
afterEach(async () => {
  await server.stop();
  api.closeAllConnections();
  await new Promise((done) => api.close(done));
  ledger.close();
});

interface Asked { selectors: object[]; branch?: string; version?: string; pending?: boolean; wipSince?: string }
interface Verified { passed: boolean; found: [consumer: string, result: string, pending: boolean][] }

/** One run of Pact's verifier in a Python process, which publishes its results. */
function verify({ branch = 'main', version = '7', ...asked }: Asked): Promise<Verified> {
  const python = process.env['RINGPROOF_PYTHON'];
  if (!python) throw new RingproofError('RP_PREREQUISITE', { tool: 'Python with pact-python', what: "Pact's verifier in that language", advice: 'Make one with `python3 -m venv DIR && DIR/bin/pip install -r tiers/sdks/requirements.txt`, then set RINGPROOF_PYTHON to DIR/bin/python.' });
  return new Promise((done, failed) => {
    const child = execFile(python, [SCRIPT], { env: { ...process.env, PACT_DO_NOT_TRACK: 'true' } }, (_error, stdout, stderr) => {
      const line = stdout.split('\n').find((one) => one.startsWith('RESULT '));
      if (line === undefined) failed(new Error(`${stdout}\n${stderr}`));
      else done(JSON.parse(line.slice('RESULT '.length)) as Verified);
    });
    child.stdin?.end(JSON.stringify({ ...asked, branch, version, broker: server.url, provider: `http://127.0.0.1:${(api.address() as AddressInfo).port}` }));
  });
}

const publish = (consumer: string, version: string, says: string, { branch, tags }: { branch?: string; tags?: string[] } = {}) =>
  broker.publish({ consumer, version, ...(branch && { branch }), ...(tags && { tags }), pacts: [{ provider: 'Api', text: pactText(consumer, 'Api', says) }] });
const results = (consumer: string, version: string) => ledger.read((view) => view.verificationsOf(view.pact(consumer, version, 'Api')?.content ?? 0)).map(({ success, wip, provider }) => [provider.number, success, wip]);

describe("Pact's verifier in Python", () => {
  it('finds by every selector the pact it is meant to find, and publishes its result', async () => {
    await publish('Main', '1', SAYS, { branch: 'main' });
    await publish('Branch', '1', SAYS, { branch: 'feat' });
    await publish('Tag', '1', SAYS, { branch: 'other', tags: ['dev'] });
    await publish('Tag', '2', 'goodbye', { branch: 'other', tags: ['dev'] });
    await publish('Tag', '3', SAYS, { branch: 'other', tags: ['dev'] });
    await publish('Deployed', '1', SAYS, { branch: 'gone' });
    await publish('Released', '1', SAYS, { branch: 'gone' });
    await broker.recordDeployment('Deployed', '1', 'prod');
    await broker.recordRelease('Released', '1', 'prod');
    const found = async (selector: object, branch = 'main') => (await verify({ selectors: [selector], branch })).found.map(([consumer]) => consumer);
    expect(await found({ main_branch: true })).toEqual(['Main']);
    expect(results('Main', '1')).toEqual([['7', true, false]]);
    expect(await found({ branch: 'feat' })).toEqual(['Branch']);
    expect(await found({ branch: 'none', fallback_branch: 'feat' })).toEqual(['Branch']);
    expect(await found({ matching_branch: true }, 'feat')).toEqual(['Branch']);
    expect(await found({ tag: 'dev', latest: true })).toEqual(['Tag']);
    expect(await found({ tag: 'none', latest: true, fallback_tag: 'dev' })).toEqual(['Tag']);
    // All versions with the tag: two contents.
    expect(await found({ tag: 'dev' })).toEqual(['Tag', 'Tag']);
    expect(await found({ deployed: true })).toEqual(['Deployed']);
    expect(await found({ deployed: true, environment: 'prod' })).toEqual(['Deployed']);
    expect(await found({ released: true })).toEqual(['Released']);
    expect(await found({ released: true, environment: 'prod' })).toEqual(['Released']);
    expect(await found({ deployed_or_released: true })).toEqual(['Deployed', 'Released']);
    expect(await found({ environment: 'prod' })).toEqual(['Deployed', 'Released']);
    expect(await found({ latest: true, consumer: 'Tag' })).toEqual(['Tag']);
    expect(await found({ main_branch: true, consumer: 'Tag' })).toEqual([]);
    expect(await found({ latest: true })).toHaveLength(5);
  });

  it('fails for what failed, not for what is pending, and not for work in progress', async () => {
    await publish('App', '1', SAYS, { branch: 'main' });
    expect(await verify({ selectors: [{ main_branch: true }], pending: true })).toEqual({ passed: true, found: [['App', 'OK', true]] });
    expect(await verify({ selectors: [{ main_branch: true }], pending: true })).toEqual({ passed: true, found: [['App', 'OK', false]] });
    await publish('App', '2', 'goodbye', { branch: 'feat' });
    expect(await verify({ selectors: [{ main_branch: true }], pending: true, wipSince: '2020-01-01' })).toEqual({ passed: true, found: [['App', 'Error', true], ['App', 'OK', false]] });
    expect(results('App', '2')).toEqual([['7', false, true]]);
    await publish('App', '3', 'goodbye', { branch: 'main' });
    expect(await verify({ selectors: [{ main_branch: true }], pending: true, version: '8' })).toEqual({ passed: true, found: [['App', 'Error', true]] });
    expect(await verify({ selectors: [{ main_branch: true }], version: '8' })).toMatchObject({ passed: false });
    await broker.recordDeployment('Api', '8', 'prod');
    expect(await broker.canIDeploy({ pacticipant: 'App', version: '3', environment: 'prod' })).toMatchObject({ verdict: 'no', reasons: [{ type: 'verification-failed', failures: [{ interaction: 'a login', mismatches: [{ path: '$.says' }] }] }] });
  });
});
