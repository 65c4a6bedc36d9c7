import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Ledger, type RunningBroker, localBroker, openLedger, startBroker } from '#broker/index';
import { pactText } from '#broker/testing/pacts';
import { RingproofError } from '#core/errors';

let ledger: Ledger;
let server: RunningBroker;
let folder: string;
beforeEach(async () => {
  ledger = openLedger(':memory:');
  server = await startBroker({ ledger });
  folder = mkdtempSync(join(tmpdir(), 'ruby-'));
});
afterEach(async () => {
  await server.stop();
  ledger.close();
  rmSync(folder, { recursive: true });
});

/** The command line that is written in Ruby: its exit code, then all it said. */
function cli(...args: string[]): Promise<[code: number, output: string]> {
  const program = process.env['RINGPROOF_PACT_RUBY'];
  if (!program) throw new RingproofError('RP_PREREQUISITE', { tool: "Pact's command line in Ruby", what: 'its everyday life with the broker', advice: 'Copy tiers/sdks/pact-clients/ruby to DIR, run `npm install` there, then set RINGPROOF_PACT_RUBY to DIR/node_modules/.bin/pact-broker.' });
  const env = { ...process.env, PACT_BROKER_BASE_URL: server.url, PACT_DO_NOT_TRACK: 'true', PACT_DISABLE_SSL_VERIFICATION: 'true' };
  return new Promise((done) => void execFile(program, args, { env }, (error, stdout, stderr) => done([error ? Number(error.code) : 0, stdout + stderr])));
}
const says = (text: string) => expect.stringContaining(text) as string;
const publish = (version: string, ...more: string[]) => {
  writeFileSync(join(folder, 'app-api.json'), pactText('App', 'Api', 'x'));
  return cli('publish', join(folder, 'app-api.json'), '--consumer-app-version', version, ...more);
};
async function verify(success: boolean, providerVersion: string): Promise<void> {
  const [pact] = await localBroker(ledger).pactsForVerification({ provider: 'Api', selectors: [{ latest: true }] });
  await localBroker(ledger).recordVerification({ success, providerVersion, providerBranch: 'main', grade: undefined, publishUrl: pact?.publishUrl ?? '', testResults: [{ success }] });
}

describe("a week with Pact's command line in Ruby", () => {
  it('sets up environments and applications', async () => {
    expect(await cli('create-environment', '--name', 'prod', '--display-name', 'Production', '--production', '--contact-name', 'Ann', '--contact-email-address', 'ann@example.org')).toEqual([0, says('prod')]);
    expect((await cli('create-environment', '--name', 'prod'))[0]).toBe(1);
    const uuid = ledger.read((view) => view.environment('prod'))?.uuid ?? '';
    expect(await cli('update-environment', '--uuid', uuid, '--name', 'live', '--display-name', 'Live')).toEqual([0, says('live')]);
    expect(await cli('describe-environment', '--uuid', uuid)).toEqual([0, says('live')]);
    expect(await cli('list-environments')).toEqual([0, says('live')]);
    expect((await cli('delete-environment', '--uuid', uuid))[0]).toBe(0);
    expect((await cli('describe-environment', '--uuid', uuid))[0]).toBe(1);
    expect((await cli('create-or-update-pacticipant', '--name', 'App', '--display-name', 'The app', '--main-branch', 'trunk', '--repository-url', 'https://example.org/app'))[0]).toBe(0);
    expect((await cli('create-or-update-pacticipant', '--name', 'App', '--main-branch', 'main'))[0]).toBe(0);
    expect(ledger.read((view) => view.pacticipant('App'))).toMatchObject({ displayName: 'The app', mainBranch: 'main', repositoryUrl: 'https://example.org/app' });
    expect(await cli('describe-pacticipant', '--name', 'App')).toEqual([0, says('The app')]);
    expect(await cli('list-pacticipants')).toEqual([0, says('App')]);
    expect((await cli('describe-pacticipant', '--name', 'Nobody'))[0]).toBe(1);
  });

  it('publishes, and finds what was published', async () => {
    expect(await publish('1', '--branch', 'main', '--tag', 'dev')).toEqual([0, says('Pact successfully published for App version 1 and provider Api.')]);
    expect(await publish('1', '--branch', 'main')).toEqual([0, says('republished')]);
    writeFileSync(join(folder, 'other.json'), pactText('App', 'Api', 'changed'));
    expect(await cli('publish', join(folder, 'other.json'), '--consumer-app-version', '1')).toEqual([1, says('Cannot change the content of the pact for App version 1')]);
    expect(await cli('list-latest-pact-versions')).toEqual([0, says('Api')]);
    expect(await cli('describe-version', '--pacticipant', 'App', '--version', '1')).toEqual([0, says('dev')]);
    expect(await cli('describe-version', '--pacticipant', 'App', '--latest', 'dev')).toEqual([0, says('1')]);
    expect((await cli('describe-version', '--pacticipant', 'App', '--version', '9'))[0]).toBe(1);
    expect((await cli('create-version-tag', '--pacticipant', 'App', '--version', '1', '--tag', 'rc'))[0]).toBe(0);
    expect((await cli('create-or-update-version', '--pacticipant', 'App', '--version', '2', '--branch', 'feat', '--tag', 'x'))[0]).toBe(0);
    expect(await cli('delete-branch', '--pacticipant', 'App', '--branch', 'feat')).toEqual([0, says('Successfully deleted')]);
    expect(await localBroker(ledger).versions('App')).toMatchObject([{ number: '2', branches: [], tags: ['x'] }, { number: '1', branches: ['main'], tags: ['dev', 'rc'] }]);
  });

  it('deploys and merges when it may, and is told why not', async () => {
    await localBroker(ledger).createEnvironment('prod', true);
    const app = ['--pacticipant', 'App', '--version', '1'];
    const api = ['--pacticipant', 'Api', '--version', '7', '--environment', 'prod'];
    const mayGo = (...more: string[]) => cli('can-i-deploy', ...app, '--to-environment', 'prod', ...more);
    await publish('1', '--branch', 'main');
    expect(await mayGo()).toEqual([1, says('no version is currently recorded as deployed/released in this environment')]);
    expect(await cli('can-i-merge', ...app)).toEqual([1, says('There is no verified pact')]);
    expect(await cli('can-i-deploy', '--pacticipant', 'App', '--version', '9', '--to-environment', 'prod')).toEqual([1, says('No pacts or verifications have been published for version 9 of App')]);
    expect(await cli('can-i-deploy', ...app, '--to-environment', 'moon')).toEqual([1, says("Environment with name 'moon' does not exist")]);
    await verify(true, '7');
    expect((await cli('record-deployment', ...api, '--application-instance', 'blue'))[0]).toBe(0);
    expect(await mayGo()).toEqual([0, says('All required verification results are published and successful')]);
    expect(await mayGo('--output', 'json')).toEqual([0, says('"deployable": true')]);
    expect(await cli('can-i-merge', ...app)).toEqual([0, says('All required verification results')]);
    expect((await cli('record-release', ...api))[0]).toBe(0);
    expect((await cli('record-undeployment', '--pacticipant', 'Api', '--environment', 'prod', '--application-instance', 'blue'))[0]).toBe(0);
    expect((await mayGo())[0]).toBe(0);
    await verify(false, '7');
    expect(await mayGo()).toEqual([1, says('The verification for the pact between version 1 of App and the version of Api currently in prod (7) failed')]);
    // Unlike the one in Rust it says no with its exit code in JSON too.
    expect(await mayGo('--output', 'json')).toEqual([1, says('"deployable": false')]);
    expect(await mayGo('--ignore', 'Api')).toEqual([0, says('There are no missing dependencies')]);
    expect((await cli('record-support-ended', ...api))[0]).toBe(0);
    expect((await mayGo())[0]).toBe(1);
    expect((await cli('record-deployment', '--pacticipant', 'Api', '--version', '99', '--environment', 'prod'))[0]).toBe(1);
  });
});
