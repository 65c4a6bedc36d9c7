import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Verifier } from '@pact-foundation/pact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pactCli } from '#broker/testing/pact-cli';
import { pactText } from '#broker/testing/pacts';
import { brokerForEachTest } from '#broker/testing/running-broker';

process.env['PACT_DO_NOT_TRACK'] = 'true';

const on = brokerForEachTest();
let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'broker-')); });
afterEach(() => rmSync(folder, { recursive: true }));

const cli = (...args: string[]) => pactCli(on.server.url, args);

/** A provider that says what it is told to. */
async function provider(says: unknown): Promise<{ url: string } & AsyncDisposable> {
  const http = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ says }));
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const stop = () => new Promise<void>((done) => {
    http.close(() => done());
    http.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, [Symbol.asyncDispose]: stop };
}

const verifier = (providerBaseUrl: string, providerVersion: string) => new Verifier({
  provider: 'Api', providerBaseUrl, pactBrokerUrl: on.server.url, consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }],
  publishVerificationResult: true, providerVersion, providerVersionBranch: 'feat/one two', providerVersionTags: ['dev'], enablePending: false,
  stateHandlers: { 'a user': async () => undefined }, logLevel: 'error',
}).verifyProvider();

describe("Pact's own verifier", () => {
  it('reads its pacts here and publishes its results here', async () => {
    const { broker } = on;
    await broker.publish({ consumer: 'App', version: '1', branch: 'main', pacts: [{ provider: 'Api', text: pactText('App', 'Api', 'hello') }] });
    await broker.createEnvironment('prod', true);
    {
      await using api = await provider('hello');
      await verifier(api.url, '7');
    }
    await broker.recordDeployment('Api', '7', 'prod');
    expect(await broker.canIDeploy({ pacticipant: 'App', version: '1', environment: 'prod' })).toMatchObject({ verdict: 'yes' });
    expect(await broker.versions('Api')).toMatchObject([{ number: '7', branches: ['feat/one two'], tags: ['dev'] }]);

    await using wrong = await provider('goodbye');
    await expect(verifier(wrong.url, '8')).rejects.toThrow();
    await broker.recordDeployment('Api', '8', 'prod');
    expect(await broker.canIDeploy({ pacticipant: 'App', version: '1', environment: 'prod' })).toMatchObject({
      verdict: 'no', reasons: [{ type: 'verification-failed', failures: [{ interaction: 'a login', mismatches: [{ attribute: 'body', path: '$.says' }] }] }],
    });
  });
});

describe("Pact's own command line", () => {
  const publish = async (version: string, says = 'x') => {
    const file = join(folder, 'app-api.json');
    writeFileSync(file, pactText('App', 'Api', says));
    return cli('publish', file, '--consumer-app-version', version, '--branch', 'main', '--tag', 'dev');
  };
  const canIDeploy = () => cli('can-i-deploy', '--pacticipant', 'App', '--version', '1', '--to-environment', 'prod');
  const verify = async (success: boolean, providerVersion: string) => {
    const { broker } = on;
    const [pact] = await broker.pactsForVerification({ provider: 'Api' });
    await broker.recordVerification({ success, providerVersion, grade: 'emulator', publishUrl: pact?.publishUrl ?? '', testResults: [{ interactionDescription: 'a login', success, mismatches: [{ attribute: 'body', identifier: '$.says', description: 'wrong' }] }] });
  };

  it('publishes, records a deployment, and is told unknown, yes and no', async () => {
    expect(await cli('create-environment', '--name', 'prod', '--production')).toMatchObject({ code: 0 });
    const published = await publish('1');
    expect(published.output).toContain('Pact successfully published for App version 1 and provider Api.');

    const unknown = await canIDeploy();
    expect(unknown.code).toBe(1);
    expect(unknown.output).toContain('There is no verified pact between version 1 of App and a version of Api currently in prod');

    await verify(true, '7');
    expect(await cli('record-deployment', '--pacticipant', 'Api', '--version', '7', '--environment', 'prod')).toMatchObject({ code: 0 });
    const yes = await canIDeploy();
    expect([yes.code, yes.output]).toEqual([0, expect.stringContaining('All required verification results are published and successful')]);

    await verify(false, '7');
    const no = await canIDeploy();
    expect([no.code, no.output]).toEqual([1, expect.stringContaining('interaction "a login": body $.says: wrong')]);
  });

  it('is refused other content for a published version', async () => {
    await publish('1');
    const again = await publish('1', 'changed');
    expect(again.code).not.toBe(0);
    expect(again.output).toContain('$.response.body.content.says was "x", is "changed"');
  });

  it('manages environments, versions, tags, branches and pacticipants', async () => {
    await publish('1');
    await cli('create-environment', '--name', 'prod', '--production');
    const ok = async (...args: string[]) => {
      const ended = await cli(...args);
      expect(ended, args.join(' ')).toMatchObject({ code: 0 });
      return ended.output;
    };
    expect(await ok('describe-version', '--pacticipant', 'App', '--version', '1')).toContain('dev');
    expect(await ok('describe-version', '--pacticipant', 'App', '--output', 'json')).toContain('"number":"1"');
    expect(await ok('list-environments')).toContain('prod');
    await ok('record-deployment', '--pacticipant', 'App', '--version', '1', '--environment', 'prod', '--application-instance', 'blue');
    await ok('record-release', '--pacticipant', 'App', '--version', '1', '--environment', 'prod');
    expect((await on.broker.environments())[0]?.versions).toHaveLength(2);
    await ok('record-undeployment', '--pacticipant', 'App', '--environment', 'prod', '--application-instance', 'blue');
    await ok('record-support-ended', '--pacticipant', 'App', '--version', '1', '--environment', 'prod');
    expect((await on.broker.environments())[0]?.versions).toEqual([]);
    await ok('create-version-tag', '--pacticipant', 'App', '--version', '1', '--tag', 'prod-1');
    await ok('create-or-update-pacticipant', '--name', 'New', '--main-branch', 'trunk');
    await ok('create-or-update-version', '--pacticipant', 'App', '--version', '2', '--branch', 'feat-x');
    expect(await ok('list-pacticipants')).toContain('New');
    expect(await ok('list-latest-pact-versions')).toContain('App');
    await ok('delete-branch', '--pacticipant', 'App', '--branch', 'feat-x');
    expect(await on.broker.versions('App')).toMatchObject([{ number: '2', branches: [] }, { number: '1', tags: ['dev', 'prod-1'] }]);
  });
});
