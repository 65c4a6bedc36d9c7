import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Broker, chainOf, explain, explanationLines } from '#broker/index';
import { SUBJECTS, type Subject } from '#broker/testing/subjects';
import { pactText } from '#broker/testing/pacts';

describe.each(SUBJECTS)('%s', (_name, make) => {
  let subject: Subject;
  let broker: Broker;
  beforeEach(async () => {
    subject = await make();
    ({ broker } = subject);
    await broker.createEnvironment('prod', true);
    subject.ledger.change((_, writer) => {
      writer.add({ kind: 'pacticipant-described', name: 'Api', repositoryUrl: 'https://example.org/api', mainBranch: 'trunk' });
      writer.add({ kind: 'pacticipant-described', name: 'App', repositoryUrl: 'https://example.org/app' });
    });
  });
  afterEach(() => subject.stop());

  /** A pact of these interactions, each with what its answer says. */
  const publish = (version: string, says: Record<string, string>, branch = 'main') => {
    const pact = JSON.parse(pactText('App', 'Api', '')) as { interactions: { description: string; response: { body: { content: object } } }[] };
    const [one] = pact.interactions;
    const interactions = Object.entries(says).map(([description, text]) => ({ ...one, description, response: { status: 200, body: { content: { says: text }, contentType: 'application/json', encoded: false } } }));
    return broker.publish({ consumer: 'App', version, branch, pacts: [{ provider: 'Api', text: JSON.stringify({ ...pact, interactions }) }] });
  };
  /** A result for the newest pact, in which these interactions are red. */
  const verify = async (providerVersion: string, ...red: string[]) => {
    subject.advance(60_000);
    const [pact] = await broker.pactsForVerification({ provider: 'Api', selectors: [{ latest: true }] });
    const mismatches = [{ attribute: 'body', identifier: '$.says', description: "Expected 'x' but was 'y'" }];
    const testResults = red.map((interactionDescription) => ({ success: false, interactionDescription, mismatches }));
    await broker.recordVerification({ success: red.length === 0, providerVersion, providerBranch: 'trunk', grade: 'emulator', publishUrl: pact?.publishUrl ?? '', testResults: red.length > 0 ? testResults : [{ success: true }] });
  };
  const ask = async (version: string) => {
    const asked = { pacticipant: 'App', version, environment: 'prod' };
    return explain(broker, asked, await broker.canIDeploy(asked));
  };

  it('a provider that broke its promise must act, and since when', async () => {
    await publish('1', { login: 'x', logout: 'x' });
    await verify('6');
    await verify('7', 'login');
    await verify('8', 'login', 'logout');
    await broker.recordDeployment('Api', '8', 'prod');
    const [one, ...more] = await ask('1');
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      owner: { pacticipant: 'Api', role: 'provider', repositoryUrl: 'https://example.org/api', mainBranch: 'trunk' },
      next: ['verify', '--provider', 'Api', '--provider-base-url', 'URL'],
      origins: [
        { interaction: 'login', firstRed: { consumerVersion: '1', providerVersion: '7' }, lastGreen: { consumerVersion: '1', providerVersion: '6' }, changedBy: 'provider' },
        { interaction: 'logout', firstRed: { providerVersion: '8' }, lastGreen: { providerVersion: '7' }, changedBy: 'provider' },
      ],
    });
    expect(one && explanationLines(one)).toEqual([
      'The verification for the pact between version 1 of App and the version of Api currently in prod (8) failed',
      `  interaction "login": body $.says: Expected 'x' but was 'y'`,
      `  interaction "logout": body $.says: Expected 'x' but was 'y'`,
      expect.stringMatching(/^ {2}interaction "login" is red since App 1 with Api 7 \(.* UTC\), was last green for App 1 with Api 6 \(.* UTC\): Api no longer does what it did$/),
      expect.stringContaining('red since App 1 with Api 8'),
      '  Api must act (the provider, https://example.org/api, main branch trunk)',
      '  next: ringproof verify --provider Api --provider-base-url URL',
    ]);
  });

  it('a consumer that asks for something else must act, and is shown what it changed', async () => {
    await publish('1', { login: 'x', logout: 'x' });
    await verify('6');
    await publish('2', { login: 'other', logout: 'x' });
    await verify('6', 'login');
    await publish('3', { login: 'other', logout: 'x', more: 'x' });
    await verify('6', 'login');
    await broker.recordDeployment('Api', '6', 'prod');
    expect(await ask('3')).toMatchObject([{
      owner: { pacticipant: 'App', role: 'consumer', repositoryUrl: 'https://example.org/app' },
      origins: [{ interaction: 'login', firstRed: { consumerVersion: '2', providerVersion: '6' }, lastGreen: { consumerVersion: '1' }, changedBy: 'consumer' }],
      next: ['diff', 'App@1', 'App@3', '--provider', 'Api'],
    }]);
  });

  it('a green result of a pact without the interaction is no proof of it', async () => {
    await publish('1', { login: 'x' });
    await verify('6');
    await publish('2', { login: 'x', logout: 'x' });
    await verify('6', 'logout');
    await broker.recordDeployment('Api', '6', 'prod');
    const [one] = await ask('2');
    expect(one).toMatchObject({ owner: { pacticipant: 'App' }, origins: [{ interaction: 'logout', firstRed: { consumerVersion: '2' }, changedBy: 'consumer' }], next: ['verify', '--provider', 'Api', '--provider-base-url', 'URL'] });
    expect(one?.origins[0]).not.toHaveProperty('lastGreen');
  });

  it('what passed in between begins a new row of failures', async () => {
    await publish('1', { login: 'x' });
    for (const [version, ...red] of [['5', 'login'], ['6'], ['7', 'login']] as const) await verify(version, ...red);
    await broker.recordDeployment('Api', '7', 'prod');
    expect(await ask('1')).toMatchObject([{ origins: [{ firstRed: { providerVersion: '7' }, lastGreen: { providerVersion: '6' } }] }]);
  });

  it('what is not verified is the turn of the provider, on the branch it would not choose by itself', async () => {
    await publish('1', { login: 'x' }, 'feat/x');
    expect(await ask('1')).toMatchObject([{ reason: { type: 'not-verified' }, owner: { pacticipant: 'Api' }, next: ['verify', '--provider', 'Api', '--provider-base-url', 'URL', '--consumer-version-branch', 'feat/x', '--publish-verification-results', '--provider-app-version', 'VERSION'] }]);
    await verify('6');
    expect(await ask('1')).toMatchObject([{ next: ['record-deployment', 'Api@6', '--environment', 'prod'] }]);
    expect(await ask('9')).toMatchObject([{ owner: { pacticipant: 'App', role: 'consumer' }, next: ['publish', '--consumer-app-version', '9', '--branch', 'BRANCH'] }]);
  });

  it('needs no explanation for a yes, and tells the chain of facts', async () => {
    await publish('1', { login: 'x' });
    await verify('6');
    await broker.recordDeployment('Api', '6', 'prod', 'blue');
    expect(await ask('1')).toEqual([]);
    const play = { scenario: 'lock', contracts: ['App--Api'], service: 'emulator', target: 'd', driver: 'amqp', transport: 'tcp', ground: 'recorded', outcome: 'passed' };
    const noted = await broker.recordDrift([play]);
    const chain = await chainOf(broker, await broker.canIDeploy({ pacticipant: 'App', version: '1', environment: 'prod' }));
    expect(chain).toMatchObject([{
      consumer: { pacticipant: 'App', version: '1', branches: ['main'], deployed: [] }, provider: { pacticipant: 'Api', version: '6', deployed: [{ environment: 'prod', instance: 'blue', kind: 'deployed' }] },
      pact: { sha: expect.stringMatching(/^[0-9a-f]{40}$/), obtained: { unknown: 1 } }, verification: { success: true, grade: 'emulator' }, proofs: [{ grade: 'emulator' }], drift: noted ? [{ scenario: 'lock', outcome: 'passed' }] : [],
    }]);
    expect(chain[0]?.provider.deployed[0]?.since).toBeGreaterThanOrEqual((chain[0]?.verification?.at ?? Infinity) - 1000);
  });
});
