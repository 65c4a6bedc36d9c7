import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Verifier, type VerifierOptions } from '@pact-foundation/pact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Broker, type Ledger, type RunningBroker, localBroker, openLedger, startBroker } from '#broker/index';
import { pactText } from '#broker/testing/pacts';

process.env['PACT_DO_NOT_TRACK'] = 'true';

let ledger: Ledger;
let broker: Broker;
let server: RunningBroker;
let api: ReturnType<typeof createServer>;
/** What the provider says in the pacts that it fulfils; it says it to everyone. */
const SAYS = 'hello';
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

const publish = (consumer: string, version: string, says: string, { branch, tags }: { branch?: string; tags?: string[] } = {}) =>
  broker.publish({ consumer, version, ...(branch && { branch }), ...(tags && { tags }), pacts: [{ provider: 'Api', text: pactText(consumer, 'Api', says) }] });

interface Report { result: boolean; interactionResults: { consumer: string; result: string; pending: boolean }[] }
/** Pact's own verifier, publishing its results: which consumers' pacts passed, failed, or failed as pending. */
async function verify(options: Partial<VerifierOptions>): Promise<[consumer: string, result: string, pending: boolean][]> {
  const verifier = new Verifier({
    provider: 'Api', providerBaseUrl: `http://127.0.0.1:${(api.address() as AddressInfo).port}`, pactBrokerUrl: server.url, publishVerificationResult: true, providerVersion: '7', providerVersionBranch: 'main',
    stateHandlers: { 'a user': async () => undefined }, logLevel: 'error', failIfNoPactsFound: false, ...options,
  });
  const text = await verifier.verifyProvider().catch((thrown: Error) => thrown.message);
  const { interactionResults } = JSON.parse(text) as Report;
  return interactionResults.map(({ consumer, result, pending }): [string, string, boolean] => [consumer, result, pending]).sort();
}
const results = (consumer: string, version: string) => ledger.read((view) => view.verificationsOf(view.pact(consumer, version, 'Api')?.content ?? 0)).map(({ success, wip }) => [success, wip]);

describe("Pact's own verifier", () => {
  it('finds by every selector the pact it is meant to find', async () => {
    await publish('Main', '1', SAYS, { branch: 'main' });
    await publish('Branch', '1', SAYS, { branch: 'feat' });
    await publish('Tag', '0', 'goodbye', { branch: 'other', tags: ['dev'] });
    await publish('Tag', '1', SAYS, { branch: 'other', tags: ['dev'] });
    await publish('Deployed', '1', SAYS, { branch: 'gone' });
    await publish('Released', '1', SAYS, { branch: 'gone' });
    await broker.recordDeployment('Deployed', '1', 'prod');
    await broker.recordRelease('Released', '1', 'prod');
    const found = async (selector: object, more: Partial<VerifierOptions> = {}) => (await verify({ consumerVersionSelectors: [selector], ...more })).map(([consumer]) => consumer);
    expect(await found({ mainBranch: true })).toEqual(['Main']);
    expect(await found({ branch: 'feat' })).toEqual(['Branch']);
    expect(await found({ branch: 'none', fallbackBranch: 'feat' })).toEqual(['Branch']);
    expect(await found({ matchingBranch: true }, { providerVersionBranch: 'feat' })).toEqual(['Branch']);
    expect(await found({ tag: 'dev', latest: true })).toEqual(['Tag']);
    expect(await found({ tag: 'none', latest: true, fallbackTag: 'dev' })).toEqual(['Tag']);
    // All versions with the tag: two contents.
    expect(await found({ tag: 'dev' })).toEqual(['Tag', 'Tag']);
    expect(await found({ deployed: true })).toEqual(['Deployed']);
    expect(await found({ deployed: true, environment: 'prod' })).toEqual(['Deployed']);
    expect(await found({ released: true })).toEqual(['Released']);
    expect(await found({ released: true, environment: 'prod' })).toEqual(['Released']);
    expect(await found({ deployedOrReleased: true })).toEqual(['Deployed', 'Released']);
    expect(await found({ environment: 'prod' })).toEqual(['Deployed', 'Released']);
    expect(await found({ latest: true, consumer: 'Tag' })).toEqual(['Tag']);
    expect(await found({ mainBranch: true, consumer: 'Tag' })).toEqual([]);
    expect(await found({ latest: true })).toHaveLength(5);
    expect(results('Main', '1')).toEqual(expect.arrayContaining([[true, false]]));
  }, 60_000);

  it('does not fail for what is pending, and does once it was verified', async () => {
    await publish('App', '1', 'goodbye', { branch: 'main' });
    const options = { consumerVersionSelectors: [{ mainBranch: true }], enablePending: true };
    expect(await verify(options)).toEqual([['App', 'Error', true]]);
    expect(results('App', '1')).toEqual([[false, false]]);
    await publish('App', '2', SAYS, { branch: 'main' });
    expect(await verify(options)).toEqual([['App', 'OK', true]]);
    expect(await verify(options)).toEqual([['App', 'OK', false]]);
  }, 60_000);

  it('verifies work in progress without failing, and its results are kept as that', async () => {
    await publish('App', '1', SAYS, { branch: 'main' });
    await publish('App', '2', 'goodbye', { branch: 'feat' });
    const options = { consumerVersionSelectors: [{ mainBranch: true }], enablePending: true, includeWipPactsSince: '2020-01-01' };
    expect(await verify(options)).toEqual([['App', 'Error', true], ['App', 'OK', true]]);
    expect([results('App', '1'), results('App', '2')]).toEqual([[[true, false]], [[false, true]]]);
  }, 60_000);
});
