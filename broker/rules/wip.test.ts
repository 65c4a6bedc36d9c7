import { beforeEach, describe, expect, it } from 'vitest';
import { type SelectionRequest, localBroker, openLedger } from '#broker/index';
import { pactText } from '#broker/testing/pacts';
import { virtualClock } from '#core/clock';

const DAY = 86_400_000;
let clock = virtualClock(100 * DAY);
let broker = localBroker(openLedger(':memory:', clock));
beforeEach(() => {
  clock = virtualClock(100 * DAY);
  broker = localBroker(openLedger(':memory:', clock));
});

const publish = (version: string, says: string, { branch, tags }: { branch?: string; tags?: string[] }) =>
  broker.publish({ consumer: 'App', version, ...(branch && { branch }), ...(tags && { tags }), pacts: [{ provider: 'Api', text: pactText('App', 'Api', says) }] });
const ask = (more: Partial<SelectionRequest> = {}) =>
  broker.pactsForVerification({ provider: 'Api', providerBranch: 'main', selectors: [{ mainBranch: true }], includePending: true, includeWipSince: 0, ...more });
const found = async (more?: Partial<SelectionRequest>) => (await ask(more)).map(({ shortDescription, wip, pending }) => [shortDescription, wip, pending]);
const verify = async (more: Partial<SelectionRequest>, providerBranch: string, success = true) => {
  for (const { publishUrl } of await ask(more)) await broker.recordVerification({ success, providerVersion: `${providerBranch} 1`, providerBranch, grade: undefined, testResults: [], publishUrl });
};

describe('work in progress', () => {
  it('is every head of a branch or tag that no selector chose, and always pending', async () => {
    await publish('1', 'one', { branch: 'main' });
    await publish('2', 'two', { branch: 'feat' });
    await publish('3', 'three', { branch: 'feat', tags: ['dev'] });
    await publish('4', 'one', { branch: 'same-as-main' });
    expect(await found()).toEqual([['latest from main branch', false, true], ['latest from branch feat, latest with tag dev', true, true]]);
  });

  it('is nothing without a date, and nothing without a provider branch or tag', async () => {
    await publish('1', 'one', { branch: 'feat' });
    const plain: SelectionRequest = { provider: 'Api', selectors: [{ mainBranch: true }] };
    expect(await broker.pactsForVerification({ ...plain, providerBranch: 'main' })).toEqual([]);
    expect(await broker.pactsForVerification({ ...plain, includeWipSince: 0 })).toEqual([]);
  });

  it('is only what was published later than the date', async () => {
    await publish('1', 'one', { branch: 'feat' });
    expect(await found({ includeWipSince: 100 * DAY })).toEqual([]);
    expect(await found({ includeWipSince: 100 * DAY - 1 })).toHaveLength(1);
  });

  it('stays work in progress when it is verified as that, and ends when it is verified by a selector', async () => {
    await publish('1', 'one', { branch: 'feat' });
    await verify({}, 'main');
    expect(await found()).toEqual([['latest from branch feat', true, true]]);
    await verify({ selectors: [{ branch: 'feat' }] }, 'main', false);
    expect(await found()).toHaveLength(1);
    await verify({ selectors: [{ branch: 'feat' }] }, 'main');
    expect(await found()).toEqual([]);
  });

  it('ended for a branch that began after another branch verified it, and not for one that began before', async () => {
    await publish('1', 'one', { branch: 'feat' });
    await publish('2', 'two', { branch: 'other' });
    await verify({ selectors: [{ branch: 'other' }] }, 'early');
    clock.advance(1000);
    await verify({ selectors: [{ branch: 'feat' }] }, 'main');
    expect(await found({ providerBranch: 'early' })).toEqual([['latest from branch feat', true, true]]);
    expect(await found({ providerBranch: 'late' })).toEqual([]);
  });

  it('comes back when the verification is more than 30 days ago', async () => {
    await publish('1', 'one', { branch: 'feat' });
    await verify({ selectors: [{ branch: 'feat' }] }, 'main');
    clock.advance(30 * DAY);
    expect(await found()).toEqual([]);
    clock.advance(1);
    expect(await found()).toHaveLength(1);
  });

  it('says why, in the real broker\'s words', async () => {
    await publish('1', 'one', { branch: 'feat', tags: ['dev'] });
    const [pact] = await ask();
    const url = '/pacts/provider/Api/consumer/App/pact-version/[0-9a-f]{40}/metadata/dz10cnVl';
    expect(pact?.notices[0]?.text).toMatch(new RegExp(`^The pact at ${url} is being verified because it is a 'work in progress' pact \\(ie\\. it is the pact for the latest version of App from branch 'feat' and tagged with 'dev' \\(both have the same content\\) and it has not yet been successfully verified by a version of Api from branch 'main' when the pact's application version was explicitly specified in the consumer version selectors\\)\\. Read more at https://docs\\.pact\\.io/go/wip$`));
    expect(pact?.notices[1]?.text).toBe("This pact is in pending state for this version of Api because it was included as a 'work in progress' pact. If this verification fails, it will not cause the overall build to fail. Read more at https://docs.pact.io/go/pending");
  });
});
