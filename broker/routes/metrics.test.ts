import { expect, it } from 'vitest';
import { pactText } from '#broker/testing/pacts';
import { brokerForEachTest } from '#broker/testing/running-broker';
import { virtualClock } from '#core/clock';

const clock = virtualClock(Date.UTC(2026, 0, 1));
const on = brokerForEachTest(() => ({}), clock);
const metrics = async () => (await fetch(`${on.server.url}/metrics`)).json();
const put = (path: string, body: object = {}) => fetch(on.server.url + path, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

it('counts what there is, in the members of the real broker, and what it leaves uncounted', async () => {
  const { broker } = on;
  const messages = JSON.stringify({ consumer: { name: 'App' }, provider: { name: 'Bus' }, messages: [{ description: 'one' }, { description: 'two' }] });
  await broker.publish({ consumer: 'App', version: '1', branch: 'main', tags: ['dev', 'prod'], pacts: [{ provider: 'Api', text: pactText('App', 'Api', 'x') }, { provider: 'Bus', text: messages }] });
  clock.advance(60_000);
  await broker.publish({ consumer: 'App', version: '2', tags: ['dev'], pacts: [{ provider: 'Api', text: pactText('App', 'Api', 'x') }] });
  await broker.publish({ consumer: 'Web', version: '1', tags: ['dev'], pacts: [{ provider: 'Api', text: pactText('Web', 'Api', 'x') }] });
  for (const { publishUrl } of await broker.pactsForVerification({ provider: 'Api', selectors: [{ latest: true, consumer: 'App' }] })) {
    for (const success of [true, true, false]) await broker.recordVerification({ success, providerVersion: '7', providerBranch: 'main', grade: undefined, testResults: [], publishUrl });
  }
  await broker.createEnvironment('test');
  for (const version of ['1', '2']) await broker.recordDeployment('App', version, 'test');
  await broker.recordRelease('App', '1', 'test');
  await put('/webhooks/some-webhook-uuid-1', { enabled: false, events: [{ name: 'contract_published' }], request: { method: 'POST', url: 'https://ci.example.org/' } });
  const [first, last] = ['2026-01-01T00:00:00+00:00', '2026-01-01T00:01:00+00:00'];
  expect(await metrics()).toEqual({
    interactions: { latestInteractionsCount: 2, latestMessagesCount: 2, latestInteractionsAndMessagesCount: 4 },
    pacticipants: { count: 4, withMainBranchSetCount: 2 }, integrations: { count: 3 },
    pactPublications: { count: 4, first, last }, pactVersions: { count: 3 }, pactRevisionsPerConsumerVersion: { distribution: { 1: 4 } },
    verificationResults: { count: 3, successCount: 2, failureCount: 1, distinctCount: 2, first: last, last }, verificationResultsPerPactVersion: { distribution: { 3: 1 } },
    pacticipantVersions: { count: 4, withUserCreatedBranchCount: 4, withBranchCount: 4, withBranchSetCount: 4 },
    webhooks: { count: 1 }, tags: { count: 4, distinctCount: 2, distinctWithPacticipantCount: 3 }, triggeredWebhooks: { count: 0 }, webhookExecutions: { count: 0 }, matrix: { count: -1 },
    environments: { count: 1 }, deployedVersions: { count: 2, userCreatedCount: 2, currentlyDeployedCount: 1 }, releasedVersions: { count: 1, currentlySupportedCount: 1 },
  });
});

it('has no times before there is anything', async () => {
  expect(await metrics()).toMatchObject({ pactPublications: { count: 0, first: null, last: null }, pactRevisionsPerConsumerVersion: { distribution: {} }, interactions: { latestInteractionsAndMessagesCount: 0 } });
});
