import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Broker, sentence } from '#broker/index';
import { pactText } from '#broker/testing/pacts';
import { SUBJECTS, type Subject } from '#broker/testing/subjects';
import type { Grade } from '#core/target';

describe.each(SUBJECTS)('%s', (name, make) => {
  let subject: Subject;
  let broker: Broker;
  beforeEach(async () => {
    subject = await make();
    ({ broker } = subject);
  });
  afterEach(() => subject.stop());

  const publish = (consumer: string, version: string, provider: string, says = 'x', branch = 'main') =>
    broker.publish({ consumer, version, branch, pacts: [{ provider, text: pactText(consumer, provider, says) }] });

  const verify = async (provider: string, providerVersion: string, { success = true, grade, consumer }: { success?: boolean; grade?: Grade; consumer?: string } = {}) => {
    const pacts = await broker.pactsForVerification({ provider, selectors: [{ latest: true, ...(consumer && { consumer }) }] });
    for (const { publishUrl } of pacts) {
      const mismatches = [{ attribute: 'body', identifier: '$.token', description: "Expected 'x' (String) to be an integer" }];
      await broker.recordVerification({
        success, providerVersion, providerBranch: 'main', grade, publishUrl,
        testResults: [{ interactionId: 'i', success, ...(!success && { interactionDescription: 'a login', mismatches }) }],
      });
    }
  };
  const ask = (pacticipant: string, version: string, more: object = {}) => broker.canIDeploy({ pacticipant, version, environment: 'prod', ...more });
  const said = async (...question: Parameters<typeof ask>) => {
    const { verdict, reasons } = await ask(...question);
    return [verdict, ...reasons.map(sentence)];
  };

  it('says yes when the pact is verified by what is deployed', async () => {
    await broker.createEnvironment('prod', true);
    await publish('App', '1', 'Api');
    await verify('Api', '7');
    await broker.recordDeployment('Api', '7', 'prod');
    expect(await said('App', '1')).toEqual(['yes', 'All required verification results are published and successful']);
    const { rows } = await ask('App', '1');
    expect(rows).toMatchObject([{ consumer: { name: 'App', version: { number: '1', branches: ['main'] } }, provider: { name: 'Api', version: { number: '7', environments: ['prod'] } }, verification: { success: true, number: 1 } }]);
  });

  it('says no with the interaction and the path when the verification failed', async () => {
    await broker.createEnvironment('prod', true);
    await publish('App', '1', 'Api');
    await verify('Api', '7', { success: false });
    await broker.recordDeployment('Api', '7', 'prod');
    expect(await said('App', '1')).toEqual(['no', [
      'The verification for the pact between version 1 of App and the version of Api currently in prod (7) failed',
      `  interaction "a login": body $.token: Expected 'x' (String) to be an integer`,
    ].join('\n')]);
    expect((await ask('App', '1')).reasons).toMatchObject([{ type: 'verification-failed', failures: [{ interaction: 'a login', mismatches: [{ path: '$.token' }] }] }]);
  });

  it('says unknown when the deployed provider has no result, and when none is deployed', async () => {
    await broker.createEnvironment('prod', true);
    await publish('App', '1', 'Api');
    expect(await said('App', '1')).toEqual(['unknown', 'There is no verified pact between version 1 of App and a version of Api currently in prod (no version is currently recorded as deployed/released in this environment)']);
    await verify('Api', '7');
    await broker.recordDeployment('Api', '7', 'prod');
    await publish('App', '2', 'Api', 'changed');
    expect(await said('App', '2')).toEqual(['unknown', 'There is no verified pact between version 2 of App and the version of Api currently in prod (7)']);
  });

  it('holds a provider to the consumers in the environment only', async () => {
    await broker.createEnvironment('prod', true);
    await publish('App', '1', 'Api');
    await verify('Api', '7');
    expect(await said('Api', '7')).toEqual(['yes', 'There are no missing dependencies']);
    await publish('App', '2', 'Api', 'changed');
    await broker.recordDeployment('App', '2', 'prod');
    expect(await said('Api', '7')).toEqual(['unknown', 'There is no verified pact between the version of App currently in prod (2) and version 7 of Api']);
  });

  it('asks every one of several versions in one environment', async () => {
    await broker.createEnvironment('prod', true);
    await publish('App', '1', 'Api');
    await verify('Api', '7');
    await broker.recordDeployment('Api', '7', 'prod', 'blue');
    await publish('Other', '1', 'Api');
    await verify('Api', '8', { consumer: 'Other' });
    await broker.recordDeployment('Api', '8', 'prod', 'green');
    expect(await said('App', '1')).toEqual(['unknown', 'There is no verified pact between version 1 of App and one of the versions of Api currently in prod (8)']);
    await broker.recordUndeployment('Api', '8', 'prod', 'green');
    expect((await ask('App', '1')).verdict).toBe('yes');
  });

  it('replaces a deployment of the same instance, and keeps releases side by side', async () => {
    await broker.createEnvironment('prod', true);
    await publish('App', '1', 'Api');
    await publish('App', '2', 'Api');
    await broker.recordDeployment('App', '1', 'prod');
    await broker.recordDeployment('App', '2', 'prod');
    await broker.recordRelease('App', '1', 'prod');
    expect(await broker.environments()).toMatchObject([{ name: 'prod', production: true, versions: [
      { pacticipant: 'App', version: '2', kind: 'deployed' }, { pacticipant: 'App', version: '1', kind: 'released' },
    ] }]);
  });

  it('takes equal content of a new version as verified, in whatever order its keys stand', async () => {
    await broker.createEnvironment('prod', true);
    await publish('App', '1', 'Api');
    await verify('Api', '7');
    await broker.recordDeployment('Api', '7', 'prod');
    const pact = JSON.parse(pactText('App', 'Api', 'x')) as Record<string, unknown>;
    const reordered = JSON.stringify(Object.fromEntries(Object.entries(pact).reverse()), null, 4);
    await broker.publish({ consumer: 'App', version: '2', pacts: [{ provider: 'Api', text: reordered }] });
    expect((await ask('App', '2')).verdict).toBe('yes');
  });

  it('counts only evidence of the grade and age asked for', async () => {
    await broker.createEnvironment('prod', true);
    await publish('App', '1', 'Api');
    await verify('Api', '7');
    await broker.recordDeployment('Api', '7', 'prod');
    expect((await ask('App', '1', { minEvidence: 'stub' })).reasons).toMatchObject([{ type: 'evidence-unknown' }]);
    await verify('Api', '7', { grade: 'emulator' });
    expect((await ask('App', '1', { minEvidence: 'emulator' })).verdict).toBe('yes');
    const low = await ask('App', '1', { minEvidence: 'live' });
    expect([low.verdict, low.reasons]).toMatchObject(['unknown', [{ type: 'evidence-too-low', best: 'emulator', required: 'live' }]]);
    subject.advance(2 * 86_400_000);
    await verify('Api', '7', { grade: 'stub' });
    // The newer stub proof does not hide the better one, and the better one is too old.
    expect((await ask('App', '1', { minEvidence: 'emulator' })).verdict).toBe('yes');
    expect((await ask('App', '1', { maxAgeMs: 86_400_000 * 1.5 })).verdict).toBe('yes');
    expect((await ask('App', '1', { minEvidence: 'emulator', maxAgeMs: 86_400_000 * 1.5 })).reasons).toMatchObject([{ type: 'evidence-too-old' }]);
    await verify('Api', '7', { success: false });
    expect((await ask('App', '1', { minEvidence: 'stub' })).verdict).toBe('no');
    await verify('Api', '7', { grade: 'stub' });
    expect((await ask('App', '1', { minEvidence: 'stub' })).verdict).toBe('yes');
    expect((await ask('App', '1', { minEvidence: 'emulator' })).reasons).toMatchObject([{ type: 'evidence-too-low', best: 'stub' }]);
  });

  it('tells in every row at which grade, when, and how the consumer was obtained', async () => {
    await broker.createEnvironment('prod', true);
    const pact = JSON.parse(pactText('App', 'Api', 'x')) as { interactions: object[] };
    const obtained = (description: string, way: string) => ({ ...pact.interactions[0], description, comments: { references: { ringproof: { evidence: 'code', source: 's', obtained: way } } } });
    pact.interactions.push(obtained('two', 'recorded'), obtained('three', 'recorded'), obtained('four', 'specification'));
    await broker.publish({ consumer: 'App', version: '1', pacts: [{ provider: 'Api', text: JSON.stringify(pact) }] });
    await verify('Api', '7', { grade: 'container' });
    await broker.recordDeployment('Api', '7', 'prod');
    const { rows } = await ask('App', '1');
    expect(rows).toMatchObject([{ pact: { obtained: { recorded: 2, specification: 1, unknown: 1 } }, verification: { grade: 'container' }, proofs: [{ grade: 'container' }] }]);
    expect(rows[0]?.proofs[0]?.at).toBe(rows[0]?.verification?.at);
    expect(rows[0]?.verification?.at).toBeGreaterThan(Date.now() - 4 * 86_400_000);
    expect((await ask('App', '1', { minEvidence: 'live', maxAgeMs: 7 * 86_400_000 })).reasons).toMatchObject([{ type: 'evidence-too-low', best: 'container', required: 'live' }]);
    await verify('Api', '7', { grade: 'live' });
    expect((await ask('App', '1', { minEvidence: 'live', maxAgeMs: 7 * 86_400_000 })).verdict).toBe('yes');
  });

  it('merges what works with the latest of every main branch, wherever that runs', async () => {
    await publish('App', '1', 'Api', 'x', 'feat');
    const mayMerge = async (more: object = {}) => {
      const { verdict, reasons } = await broker.canIMerge({ pacticipant: 'App', version: '1', ...more });
      return [verdict, ...reasons.map(sentence)];
    };
    expect(await mayMerge()).toEqual(['unknown', 'There is no verified pact between version 1 of App and the latest version of Api from the main branch (no versions exist for this branch)']);
    await verify('Api', '7');
    expect(await mayMerge()).toEqual(['yes', 'All required verification results are published and successful']);
    await verify('Api', '8', { success: false });
    expect(await mayMerge()).toEqual(['no', expect.stringMatching(/^The verification for the pact between version 1 of App and the latest version of Api from branch main \(8\) failed\n/)]);
    await verify('Api', '8', { grade: 'emulator' });
    expect(await mayMerge({ minEvidence: 'emulator' })).toMatchObject(['yes', {}]);
    expect(await mayMerge({ minEvidence: 'live' })).toMatchObject(['unknown', expect.stringContaining('against an emulator only')]);
    expect(await mayMerge({ ignore: ['Api'] })).toEqual(['yes', 'There are no missing dependencies']);
    await expect(broker.canIMerge({ pacticipant: 'Nobody', version: '1' })).rejects.toMatchObject({ code: 'RP_VERSION_UNKNOWN' });
  });

  it('counts the doubt that a drift run left wherever there is a place for it', async () => {
    await broker.createEnvironment('prod', true);
    await publish('App', '1', 'Api');
    await verify('Api', '7', { grade: 'emulator' });
    await broker.recordDeployment('Api', '7', 'prod');
    const play = { scenario: 'lock', contracts: ['App--Api'], service: 'emulator', target: 'd', driver: 'amqp', transport: 'tcp', ground: 'recorded', outcome: 'failed', doubt: 'there is drift in lock' };
    const noted = await broker.recordDrift([play]);
    expect(await broker.plays()).toEqual(noted ? [play] : []);
    expect((await ask('App', '1', { minEvidence: 'emulator' })).verdict).toBe(noted ? 'unknown' : 'yes');
    expect(noted).toBe(!name.includes('real API'));
  });

  it('leaves out what is to be ignored, and says when that does not exist', async () => {
    await broker.createEnvironment('prod', true);
    await publish('App', '1', 'Api');
    expect(await said('App', '1', { ignore: ['Api', 'Nobody'] })).toEqual(['yes', 'WARN: Cannot ignore any version of Nobody (no such pacticipant exists)', 'There are no missing dependencies']);
  });

  it('refuses other content for a published version with the difference, and keeps the first', async () => {
    await publish('App', '1', 'Api');
    await expect(publish('App', '1', 'Api', 'changed')).rejects.toMatchObject({
      code: 'RP_BROKER_CONFLICT', values: { consumer: 'App', version: '1', provider: 'Api', difference: 'interaction "a login given a user": $.response.body.content.says was "x", is "changed"' },
    });
    expect((await publish('App', '1', 'Api')).notices).toContain('Pact successfully republished for App version 1 and provider Api with no content changes.');
    expect(JSON.parse((await broker.pactsForVerification({ provider: 'Api', selectors: [{ latest: true }] }))[0]?.text ?? '')).toMatchObject({ interactions: [{ response: { body: { content: { says: 'x' } } } }] });
  });

  it('refuses a new name that may be a slip for a known one', async () => {
    await publish('App', '1', 'Mail Sender');
    await expect(publish('App', '2', 'mail-sender')).rejects.toMatchObject({ code: 'RP_BROKER_SIMILAR_NAME', values: { name: 'mail-sender', existing: 'Mail Sender' } });
    await expect(publish('Apps', '1', 'Other')).rejects.toMatchObject({ code: 'RP_BROKER_SIMILAR_NAME', values: { name: 'Apps', existing: 'App' } });
    expect((await broker.pacticipants()).map(({ name }) => name)).toEqual(['App', 'Mail Sender']);
  });

  it('publishes all pacts of a request or none', async () => {
    await publish('App', '1', 'Api');
    const two = [{ provider: 'New', text: pactText('App', 'New', 'x') }, { provider: 'Api', text: pactText('App', 'Api', 'changed') }];
    await expect(broker.publish({ consumer: 'App', version: '1', pacts: two })).rejects.toMatchObject({ code: 'RP_BROKER_CONFLICT' });
    expect((await broker.versions('App')).map(({ providers }) => providers)).toEqual([['Api']]);
  });

  it.each([
    ['not JSON', '{"a":', /not a pact/], ['not an object', '[]', /not a JSON object/], ['of another consumer', pactText('Other', 'Api', 'x'), /its consumer is Other/],
  ])('refuses a text that is %s', async (_what, text, problem) => {
    await expect(broker.publish({ consumer: 'App', version: '1', pacts: [{ provider: 'Api', text }] })).rejects.toMatchObject({ code: 'RP_PACT_UNREADABLE', message: expect.stringMatching(problem) as string });
    expect(await broker.pacticipants()).toEqual([]);
  });

  it('gives numbers back as they were published', async () => {
    const text = `{"consumer":{"name":"App"},"provider":{"name":"Api"},"interactions":[{"description":"d","request":{"method":"GET","path":"/"},"response":{"status":200,"body":{"a":1.0,"b":1e3,"c":12345678901234567890,"2":0,"1":0}}}],"metadata":{"pactSpecification":{"version":"4.0"}}}`;
    await broker.publish({ consumer: 'App', version: '1', pacts: [{ provider: 'Api', text }] });
    const [pact] = await broker.pactsForVerification({ provider: 'Api' });
    expect(pact?.text).toContain('{"a":1.0,"b":1e3,"c":12345678901234567890,"2":0,"1":0}');
    expect(pact?.text).toMatch(/"interactions":\[\{"_id":"[0-9a-f]{40}",/);
  });

  it('selects pacts by main branch, branch, tag and environment, with pending', async () => {
    await broker.createEnvironment('prod', true);
    await publish('App', '1', 'Api', 'one');
    await broker.publish({ consumer: 'App', version: '2', branch: 'feat/x', tags: ['dev'], pacts: [{ provider: 'Api', text: pactText('App', 'Api', 'two') }] });
    await broker.recordDeployment('App', '1', 'prod');
    const by = async (selector: object) => (await broker.pactsForVerification({ provider: 'Api', selectors: [selector], providerBranch: 'feat/x', includePending: true })).map(({ shortDescription, text }) => [shortDescription, /"says":"(\w+)"/.exec(text)?.[1]]);
    expect(await by({ mainBranch: true })).toEqual([['latest from main branch', 'one']]);
    expect(await by({ matchingBranch: true })).toEqual([['latest from branch feat/x', 'two']]);
    expect(await by({ branch: 'gone', fallbackBranch: 'main' })).toEqual([['latest from branch main', 'one']]);
    expect(await by({ tag: 'dev', latest: true })).toEqual([['latest with tag dev', 'two']]);
    expect(await by({ deployedOrReleased: true })).toEqual([['deployed to prod', 'one']]);
    expect(await by({ environment: 'prod' })).toEqual([['in prod', 'one']]);
    expect(await by({ latest: true, consumer: 'Nobody' })).toEqual([]);
    const both = await broker.pactsForVerification({ provider: 'Api', selectors: [{ mainBranch: true }, { latest: true }], providerBranch: 'main', includePending: true });
    expect(both.map(({ pending }) => pending)).toEqual([true, true]);
    await verify('Api', '7');
    const after = await broker.pactsForVerification({ provider: 'Api', selectors: [{ mainBranch: true }, { latest: true }], providerBranch: 'main', includePending: true });
    expect(after.map(({ pending, text }) => [/"says":"(\w+)"/.exec(text)?.[1], pending])).toEqual([['one', true], ['two', false]]);
  });

  it('keeps a pact pending for a branch that began before another branch verified it', async () => {
    await publish('App', '1', 'Api');
    const [pact] = await broker.pactsForVerification({ provider: 'Api' });
    const send = (success: boolean, providerVersion: string, providerBranch: string) =>
      broker.recordVerification({ success, providerVersion, providerBranch, grade: undefined, testResults: [], publishUrl: pact?.publishUrl ?? '' });
    await send(false, '6', 'feat/early');
    await send(true, '7', 'main');
    const pending = async (providerBranch: string) => (await broker.pactsForVerification({ provider: 'Api', providerBranch, includePending: true })).map((one) => one.pending);
    expect([await pending('feat/early'), await pending('main'), await pending('feat/late')]).toEqual([[true], [false], [false]]);
  });

  it('tells a report what there is', async () => {
    await broker.publish({ consumer: 'App', version: '1', branch: 'main', tags: ['v1'], buildUrl: 'http://ci/1', pacts: [{ provider: 'Api', text: pactText('App', 'Api', 'x') }] });
    await verify('Api', '7');
    expect(await broker.pacticipants()).toEqual([
      { name: 'Api', mainBranch: 'main', providers: [], consumers: ['App'] }, { name: 'App', mainBranch: 'main', providers: ['Api'], consumers: [] },
    ]);
    expect(await broker.versions('App')).toMatchObject([{ number: '1', branches: ['main'], tags: ['v1'], buildUrl: 'http://ci/1', providers: ['Api'] }]);
    expect(await broker.matrix({ selectors: [{ pacticipant: 'App' }, { pacticipant: 'Api' }], latestBy: 'cvpv' })).toMatchObject([{ consumer: { version: { number: '1' } }, provider: { version: { number: '7' } }, verification: { success: true } }]);
  });

  it('survives names with slashes, spaces and signs', async () => {
    const [consumer, provider, version, branch] = ['my/app @1', 'the/api?', '1.0+build/7', 'feat/a b'];
    await broker.createEnvironment('prod', true);
    await broker.publish({ consumer, version, branch, tags: ['t/1'], pacts: [{ provider, text: pactText(consumer, provider, 'x') }] });
    await verify(provider, '2/3');
    await broker.recordDeployment(provider, '2/3', 'prod');
    expect((await ask(consumer, version)).verdict).toBe('yes');
    expect(await broker.versions(consumer)).toMatchObject([{ number: version, branches: [branch], tags: ['t/1'], providers: [provider] }]);
  });

  it.each<[string, string, (b: Broker) => Promise<unknown>]>([
    ['an unknown application', 'RP_VERSION_UNKNOWN', (b) => b.canIDeploy({ pacticipant: 'Nobody', version: '1', environment: 'prod' })],
    ['an unknown environment', 'RP_ENVIRONMENT_UNKNOWN', (b) => b.canIDeploy({ pacticipant: 'App', version: '1', environment: 'moon' })],
    ['a deployment of an unknown version', 'RP_VERSION_UNKNOWN', (b) => b.recordDeployment('App', '9', 'prod')],
    ['a deployment to an unknown environment', 'RP_ENVIRONMENT_UNKNOWN', (b) => b.recordDeployment('App', '1', 'moon')],
    ['an undeployment of what is not there', 'RP_NOT_DEPLOYED', (b) => b.recordUndeployment('App', '1', 'prod')],
    ['versions of nobody', 'RP_VERSION_UNKNOWN', (b) => b.versions('Nobody')],
    ['a result for no pact', 'RP_VERIFY_NOT_PUBLISHED', (b) => b.recordVerification({ success: true, providerVersion: '1', grade: undefined, testResults: [], publishUrl: '/pacts/provider/Api/consumer/App/pact-version/abc/verification-results' })],
    ['a result for no address', 'RP_VERIFY_NOT_PUBLISHED', (b) => b.recordVerification({ success: true, providerVersion: '1', grade: undefined, testResults: [], publishUrl: '' })],
  ])('refuses %s', async (_what, code, act) => {
    await broker.createEnvironment('prod', true);
    await publish('App', '1', 'Api');
    await expect(act(broker)).rejects.toMatchObject({ code });
  });

  it('says no for a version nothing is known of', async () => {
    await broker.createEnvironment('prod', true);
    await publish('App', '1', 'Api');
    expect(await said('App', '9')).toEqual(['no', 'No pacts or verifications have been published for version 9 of App']);
  });

  it('names an environment once, and lets it become production', async () => {
    await broker.createEnvironment('test');
    await broker.createEnvironment('test');
    expect(await broker.environments()).toEqual([{ name: 'test', production: false, versions: [] }]);
    await broker.createEnvironment('test', true);
    expect(await broker.environments()).toEqual([{ name: 'test', production: true, versions: [] }]);
  });
});
