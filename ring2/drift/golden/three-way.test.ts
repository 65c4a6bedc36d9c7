import { describe, expect, it } from 'vitest';
import { type Golden, seal, sha256 } from '#ring2/drift/golden/golden';
import { scriptDigest } from '#ring2/drift/golden/script-digest';
import type { Goldens } from '#ring2/drift/golden/store';
import { perform, runDrift } from '#ring2/drift/run';
import type { Origin, Scenario } from '#ring2/drift/scenario';
import { loadScenarios } from '#ring2/drift/scenarios';
import { parseTarget } from '#ring2/drift/targets';
import { lyingTarget, queueOf } from '#ring2/drift/testing/lying-target';

const NONE: Goldens = { all: [], find: () => undefined };
const [scenario = expect.unreachable()] = (await loadScenarios()).filter(({ name }) => name === 'peek-lock-complete');
const honest = () => parseTarget('emulator:tcp');
/** Every lock takes 30 s instead of 5. */
const liar = () => lyingTarget(honest(), { entities: queueOf({ lockDuration: 'PT30S' }) });
/** Says what is assumed, documented … of the lock: 5 s. */
const expecting = (origin: Origin): Scenario => ({ ...scenario, origin, shows: { receive: { lockedUntil: 5000 } } });

const compare = async (left: ReturnType<typeof honest>, right: ReturnType<typeof honest> | undefined, pack: Scenario, goldens = NONE) => {
  const { results: [result = expect.unreachable()] } = await runDrift({ left, ...(right && { right }), pack: [pack], payloads: [], goldens });
  return result;
};

describe('who departs from what is documented', () => {
  it('nobody', async () => {
    expect(await compare(honest(), honest(), expecting('documented'))).toMatchObject({ outcome: 'passed', details: { golden: { left: [], right: [], alike: [], words: [], ground: 'documented' } } });
  });

  it('the left side', async () => {
    const result = await compare(liar(), honest(), expecting('documented'));
    expect(result).toMatchObject({ outcome: 'failed', details: { golden: { left: [{ step: 'receive', fact: 'lockedUntil', expected: 5000 }], right: [], alike: [] } } });
    expect(result.reason).toMatch(/^a lying bus departs from what is documented \(.*\) \(emulator:tcp does not\): receive, lockedUntil: 5000 there, 30\d{3} here\.\n.*\nringproof drift --left .* --scenario peek-lock-complete$/);
  });

  it('the right side: then the reference is what is wrong', async () => {
    const result = await compare(honest(), liar(), expecting('documented'));
    expect(result).toMatchObject({ outcome: 'failed', details: { golden: { left: [], right: [{ fact: 'lockedUntil' }], alike: [] } } });
    expect(result.reason).toMatch(/^a lying bus departs from what is documented \(.*\) \(emulator:tcp does not\)/);
  });

  it('both alike, which no comparison of the two would find', async () => {
    const result = await compare(liar(), liar(), expecting('documented'));
    expect(result).toMatchObject({ outcome: 'failed', details: { findings: [], golden: { left: [], right: [], alike: [{ fact: 'lockedUntil' }] } }, mismatches: [{ path: 'receive: lockedUntil', expected: '5000' }] });
    expect(result.reason).toMatch(/^a lying bus and a lying bus agree with each other and depart from what is documented/);
  });

  it('both, each in its own way', async () => {
    const other = lyingTarget(honest(), { entities: queueOf({ lockDuration: 'PT1M' }) });
    const { details, reason } = await compare(liar(), other, expecting('documented'));
    expect(details?.['golden']).toMatchObject({ left: [{ actual: expect.closeTo(30_000, -4) as unknown }], right: [{ actual: expect.closeTo(60_000, -4) as unknown }], alike: [] });
    // Then what is expected, and the command that shows it again.
    expect(reason?.split('\n')).toHaveLength(4);
  });
});

it('a client that shows something else for a reason of its own is held to that', async () => {
  const own: Scenario = { ...expecting('documented'), shownBy: { 'azure-sdk-js': { receive: { lockedUntil: 30_000 } } } };
  expect((await compare(liar(), liar(), own)).outcome).toBe('passed');
  expect((await compare(honest(), honest(), own)).outcome).toBe('failed');
});

it.each([['azure-tests', 'failed'], ['documented', 'failed'], ['assumed', 'passed']] as const)('two sides alike against what is %s: %s', async (origin, outcome) => {
  const result = await compare(liar(), liar(), expecting(origin));
  expect(result.outcome).toBe(outcome);
  expect(result.reason).toContain('depart from');
});

/** A golden of what the honest emulator shows, as if it had been recorded. */
async function recorded(over: Partial<Golden> = {}): Promise<Goldens> {
  const { details } = await compare(honest(), honest(), scenario);
  const [performance = expect.unreachable()] = perform(scenario, []);
  const { transcript } = details?.['left'] as unknown as Pick<Golden, 'transcript'>;
  const golden = seal({
    schemaVersion: 1, name: scenario.name, scenario: scenario.name, scenarioDigest: scriptDigest(performance), driver: { name: 'azure-sdk-js', version: '7' },
    origin: { kind: 'recorded', service: 'other', date: '2026-01-02T00:00:00Z', transport: 'tcp', namespace: sha256('x') }, transcript, ...over,
  });
  return { all: [golden], find: (_, driver) => (driver === golden.driver.name ? { golden, stale: golden.scenarioDigest !== scriptDigest(performance) } : undefined) };
}

describe('a recording', () => {
  it('counts before what is said, be it assumed or not', async () => {
    const result = await compare(liar(), liar(), { ...expecting('assumed'), shows: { receive: { lockedUntil: 30_000 } } }, await recorded());
    expect(result).toMatchObject({ outcome: 'failed', details: { golden: { ground: 'recorded', alike: [{ step: 'receive', fact: 'lockedUntil' }] } } });
    expect(result.reason).toContain('depart from what was recorded from another service (not Azure) on 2026-01-02 by azure-sdk-js 7');
  });

  it('of another script is stale: named, and what is said counts', async () => {
    const stale = await recorded({ scenarioDigest: sha256('another script') });
    const result = await compare(honest(), honest(), scenario, stale);
    expect(result).toMatchObject({ outcome: 'passed', reason: expect.stringContaining('is of another peek-lock-complete than the one played: record it again') as unknown, details: { golden: { ground: 'azure-tests' } } });
    expect(await compare(honest(), undefined, scenario, stale)).toMatchObject({ outcome: 'inconclusive', reason: expect.stringContaining('record it again') as unknown });
  });

  it('by another driver is not asked', async () => {
    const result = await compare(liar(), liar(), { ...scenario, shows: { send: 'ok' } }, await recorded({ driver: { name: 'azure-sdk-python', version: '7' } }));
    expect(result).toMatchObject({ outcome: 'passed', details: { golden: { ground: 'azure-tests' } } });
  });
});

describe('without a right side', () => {
  it('the left one is held to the golden alone', async () => {
    expect(await compare(honest(), undefined, scenario)).toMatchObject({ outcome: 'passed' });
    const result = await compare(liar(), undefined, expecting('documented'));
    expect(result).toMatchObject({ outcome: 'failed', mismatches: [{ path: 'receive: lockedUntil' }] });
    expect(result.details).not.toHaveProperty('right');
  });

  it('noise is still noise', async () => {
    let deliveries = 0;
    const noisy = lyingTarget(honest(), { driver: (bus) => ({ receive: async (...args) => { const seen = await bus.receive(...args); return seen && Object.assign(seen, { deliveryCount: (deliveries += 1) }); } }) });
    expect(await compare(noisy, undefined, scenario)).toMatchObject({ outcome: 'inconclusive', reason: expect.stringContaining('noise') as unknown });
  });

  it('nothing to hold it to is no pass', async () => {
    expect(await compare(honest(), undefined, { ...scenario, shows: {} })).toMatchObject({ outcome: 'inconclusive', reason: 'there is no golden, and the scenario expects nothing' });
  });
});
