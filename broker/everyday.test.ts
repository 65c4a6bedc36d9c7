import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pactCli } from '#broker/testing/pact-cli';
import { pactText } from '#broker/testing/pacts';
import { brokerForEachTest } from '#broker/testing/running-broker';

const on = brokerForEachTest();
let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'everyday-')); });
afterEach(() => rmSync(folder, { recursive: true }));

/** Pact's own command line: its exit code, then all it said. */
const cli = async (...args: string[]): Promise<[code: number, output: string]> => {
  const { code, output } = await pactCli(on.server.url, args);
  return [code, output];
};
const says = (text: string) => expect.stringContaining(text) as string;
async function json(...args: string[]): Promise<unknown> {
  const [code, output] = await cli(...args, '--output', 'json');
  expect([args.join(' '), code, output]).toEqual([args.join(' '), 0, expect.any(String)]);
  return JSON.parse(output);
}
const publish = async (version: string, ...more: string[]) => {
  writeFileSync(join(folder, 'app-api.json'), pactText('App', 'Api', 'x'));
  return cli('publish', join(folder, 'app-api.json'), '--consumer-app-version', version, ...more);
};
async function verify(success: boolean, providerVersion: string): Promise<void> {
  const [pact] = await on.broker.pactsForVerification({ provider: 'Api', selectors: [{ latest: true }] });
  await on.broker.recordVerification({ success, providerVersion, providerBranch: 'main', grade: undefined, publishUrl: pact?.publishUrl ?? '', testResults: [{ success }] });
}

describe("a week with Pact's own command line", () => {
  it('sets up environments and applications', async () => {
    expect(await cli('create-environment', '--name', 'prod', '--display-name', 'Production', '--production', '--contact-name', 'Ann', '--contact-email-address', 'ann@example.org')).toEqual([0, says('prod')]);
    expect((await cli('create-environment', '--name', 'prod', '--production'))[0]).toBe(1);
    const uuid = on.ledger.read((view) => view.environment('prod'))?.uuid ?? '';
    expect(await cli('update-environment', '--uuid', uuid, '--name', 'live', '--display-name', 'Live')).toEqual([0, says('live')]);
    expect(await cli('describe-environment', '--uuid', uuid)).toEqual([0, says('live')]);
    expect(await cli('list-environments')).toEqual([0, says('live')]);
    expect((await cli('delete-environment', '--uuid', uuid))[0]).toBe(0);
    expect((await cli('describe-environment', '--uuid', uuid))[0]).toBe(1);

    expect((await cli('create-or-update-pacticipant', '--name', 'App', '--display-name', 'The app', '--main-branch', 'trunk', '--repository-url', 'https://example.org/app'))[0]).toBe(0);
    expect(await cli('create-or-update-pacticipant', '--name', 'App', '--main-branch', 'main')).toEqual([0, expect.anything()]);
    expect(await cli('describe-pacticipant', '--name', 'App')).toEqual([0, expect.stringMatching(/The app[^]*main[^]*example\.org/) as string]);
    expect(await cli('list-pacticipants')).toEqual([0, says('App')]);
    expect((await cli('describe-pacticipant', '--name', 'Nobody'))[0]).toBe(1);
  }, 60_000);

  it('publishes, and finds what was published', async () => {
    expect(await publish('1', '--branch', 'main', '--tag', 'dev')).toEqual([0, says('Pact successfully published for App version 1 and provider Api.')]);
    expect(await publish('1', '--branch', 'main')).toEqual([0, says('Pact successfully republished for App version 1 and provider Api with no content changes.')]);
    expect(await json('list-latest-pact-versions')).toMatchObject({ pacts: [{ _embedded: { consumer: { name: 'App' }, provider: { name: 'Api' } } }] });
    const [consumer, branch] = [['--consumer', 'App'], ['--branch', 'main']];
    // With --consumer and --latest that command line asks for one pact (or for a branch called "latest"), reads a list in it, and panics: at any broker.
    for (const which of [[], ['--latest'], branch, [...branch, '--latest'], consumer, [...consumer, ...branch]]) {
      expect([which, await cli('get-pacts', '--provider', 'Api', ...which)]).toEqual([which, [0, says('Pact between App (1) and Api')]]);
    }
    expect(await cli('provider-states', 'list', '--provider', 'Api')).toEqual([0, says('a user')]);
    expect(await cli('provider-states', 'list', '--provider', 'Api', '--branch', 'main')).toEqual([0, says('a user')]);
    expect(await cli('describe-version', '--pacticipant', 'App', '--version', '1')).toEqual([0, says('dev')]);
    expect(await cli('describe-version', '--pacticipant', 'App', '--latest', 'dev')).toEqual([0, says('1')]);
    expect((await cli('describe-version', '--pacticipant', 'App', '--version', '9'))[0]).toBe(1);
    expect((await cli('create-version-tag', '--pacticipant', 'App', '--version', '1', '--tag', 'rc'))[0]).toBe(0);
    expect((await cli('delete-version-tag', '--pacticipant', 'App', '--version', '1', '--tag', 'dev'))[0]).toBe(0);
    expect((await cli('create-or-update-version', '--pacticipant', 'App', '--version', '2', '--branch', 'feat', '--tag', 'x'))[0]).toBe(0);
    expect(await cli('delete-branch', '--pacticipant', 'App', '--branch', 'feat')).toEqual([0, says('Successfully deleted')]);
    expect(await cli('delete-branch', '--pacticipant', 'App', '--branch', 'feat')).toEqual([0, says('it was not found')]);
    expect(await on.broker.versions('App')).toMatchObject([{ number: '2', branches: [], tags: ['x'] }, { number: '1', branches: ['main'], tags: ['rc'] }]);
  }, 60_000);

  it('deploys when it may, and is told why not', async () => {
    await on.broker.createEnvironment('prod', true);
    const app = ['--pacticipant', 'App', '--version', '1'];
    const api = ['--pacticipant', 'Api', '--version', '7', '--environment', 'prod'];
    const mayGo = () => cli('can-i-deploy', ...app, '--to-environment', 'prod');
    await publish('1', '--branch', 'main');
    expect(await mayGo()).toEqual([1, says('no version is currently recorded as deployed/released in this environment')]);
    expect(await cli('can-i-deploy', '--pacticipant', 'App', '--version', '9', '--to-environment', 'prod')).toEqual([1, says('No pacts or verifications have been published for version 9 of App')]);
    expect(await cli('can-i-deploy', ...app, '--to-environment', 'moon')).toEqual([1, says("Environment with name 'moon' does not exist")]);
    await verify(true, '7');
    expect((await cli('record-deployment', ...api, '--application-instance', 'blue'))[0]).toBe(0);
    expect(await mayGo()).toEqual([0, says('All required verification results are published and successful')]);
    expect(await cli('can-i-merge', ...app)).toEqual([0, says('All required verification results')]);
    expect(await cli('describe-version', '--pacticipant', 'Api', '--environment', 'prod')).toEqual([0, says('blue')]);
    expect((await cli('record-release', ...api))[0]).toBe(0);
    expect((await cli('record-undeployment', '--pacticipant', 'Api', '--environment', 'prod', '--application-instance', 'blue'))[0]).toBe(0);
    expect((await mayGo())[0]).toBe(0);
    await verify(false, '7');
    expect(await mayGo()).toEqual([1, says('The verification for the pact between version 1 of App and the version of Api currently in prod (7) failed')]);
    expect(await cli('can-i-deploy', ...app, '--to-environment', 'prod', '--ignore', 'Api')).toEqual([0, says('There are no missing dependencies')]);
    expect((await cli('record-support-ended', ...api))[0]).toBe(0);
    expect((await mayGo())[0]).toBe(1);
    expect((await cli('record-deployment', '--pacticipant', 'Api', '--version', '99', '--environment', 'prod'))[0]).toBe(1);
  }, 60_000);

  // broker/README.md warns of it.
  it('exits 0 when the answer is no and JSON was asked for: a defect of that command line, not of the broker', async () => {
    await on.broker.createEnvironment('prod', true);
    await publish('1', '--branch', 'main');
    expect(await json('can-i-deploy', '--pacticipant', 'App', '--version', '1', '--to-environment', 'prod')).toMatchObject({ summary: { deployable: null } });
  }, 60_000);
});
