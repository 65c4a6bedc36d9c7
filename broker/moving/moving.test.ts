import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Ledger, openLedger, startBroker } from '#broker/index';
import { intoBroker } from '#broker/moving/into-broker';
import { intoLedger } from '#broker/moving/into-ledger';
import { move } from '#broker/moving/move';
import { historyFrom } from '#broker/moving/read-broker';
import { historyOf } from '#broker/moving/read-ledger';
import { nameEnvironment } from '#broker/operations/environment';
import { publishPacts } from '#broker/operations/publish';
import { describeVersion } from '#broker/operations/version';
import { httpTo } from '#broker/remote/http';
import { withoutAdded } from '#broker/rules/as-published';
import { judge } from '#broker/rules/deployability';
import { evaluate } from '#broker/rules/matrix';
import { act, step } from '#broker/testing/history-steps';
import { Model } from '#broker/testing/model';
import { pactText } from '#broker/testing/pacts';
import { realClock, virtualClock } from '#core/clock';
import { silent } from '#core/report';

/** More by hand: MOVES=2000 SEED=2 npx vitest run broker/moving */
const MOVES = Number(process.env['MOVES'] ?? 10);
const SEED = Number(process.env['SEED'] ?? 1);
const never = new AbortController().signal;

/** Everything that a gate can ask, without the times and numbers that each broker gives itself. */
const answersOf = (ledger: Ledger): unknown => ledger.read((view) => {
  const apps = ['Ant', 'Bee', 'Cow'];
  return {
    canIDeploy: apps.flatMap((pacticipant) => ['1', '2', '3'].flatMap((version) => ['prod', 'test'].map((environment) => {
      if (!view.hasPacticipant(pacticipant)) return 'no such application';
      const { verdict, reasons } = judge(evaluate(view, { selectors: [{ pacticipant, version }], environment, latestBy: 'cvpv' }), { now: 0 });
      return { pacticipant, version, environment, verdict, kinds: reasons.map(({ type }) => type) };
    }))),
    matrix: apps.flatMap((consumer) => apps.filter((other) => other !== consumer).flatMap((provider) => ([undefined, 'cvpv', 'cvp', 'cp'] as const).map((latestBy) => {
      const { rows } = evaluate(view, { selectors: [{ pacticipant: consumer }, { pacticipant: provider }], ...(latestBy && { latestBy }) });
      return rows.map((row) => ({ consumer: row.consumer, provider: row.provider, sha: row.pact.sha, success: row.verification?.success }));
    }))),
    mains: apps.map((name) => view.mainBranchOf(name)),
    branches: apps.map((name) => view.branches(name).filter((branch) => view.versions({ pacticipant: name, branch }).length > 0).sort()),
    stays: view.stays({}).map(({ kind, pacticipant, version, instance, endedAt }) => ({ kind, pacticipant, version, instance, ended: endedAt !== null })).map((one) => JSON.stringify(one)).sort(),
  };
});

it(`answers the same after a move, in both directions, after ${MOVES} random histories`, async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 25, size: 'max' }), async (steps) => {
    const clock = virtualClock(1_000_000_000_000);
    using ledger = openLedger(':memory:', clock);
    nameEnvironment(ledger, 'prod', true);
    nameEnvironment(ledger, 'test', false);
    const model = new Model();
    for (const one of steps) act(ledger, model, one, clock);
    await using broker = await startBroker({ ledger });

    const sundial = { now: 0 };
    using imported = openLedger(':memory:', { ...realClock, now: () => sundial.now });
    const source = await historyFrom(httpTo({ baseUrl: broker.url }), silent);
    const moved = await move(source, intoLedger(imported, sundial), { phased: false, progress: silent, signal: never });
    expect(moved).toMatchObject({ refused: [], missing: [], conflicts: [], notes: [] });
    expect(answersOf(imported)).toEqual(answersOf(ledger));
    const again = await move(source, intoLedger(imported, sundial), { phased: false, progress: silent, signal: never });
    expect(again).toMatchObject({ moved: {}, refused: [], missing: [] });

    using exported = openLedger(':memory:', virtualClock(2_000_000_000_000));
    await using elsewhere = await startBroker({ ledger: exported });
    const http = httpTo({ baseUrl: elsewhere.url });
    const target = intoBroker(http, () => historyFrom(http, silent));
    expect(await move(historyOf(ledger), target, { phased: true, progress: silent, signal: never })).toMatchObject({ refused: [], missing: [], conflicts: [] });
    expect(answersOf(exported)).toEqual(answersOf(ledger));
    expect(await move(historyOf(ledger), target, { phased: true, progress: silent, signal: never })).toMatchObject({ moved: {}, missing: [] });
  }), { seed: SEED, numRuns: MOVES });
}, 600_000);

it('brings a text byte for byte, and a webhook without its secret disabled', async () => {
  const text = `{ "provider": {"name": "Api"}, "consumer": {"name": "App"},\n "interactions": [{"description":"d","10":1,"2":1e3,"a":1.0,"n":12345678901234567890}], "metadata": {"pactSpecification": {"version": "4.0"}}}\n`;
  using ledger = openLedger(':memory:');
  publishPacts(ledger, { consumer: 'App', version: '1', pacts: [{ provider: 'Api', text }] });
  await using broker = await startBroker({ ledger });
  const request = { method: 'POST', url: 'https://example.org/', headers: { Authorization: 'Bearer secret' } };
  await fetch(`${broker.url}/webhooks`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ events: [{ name: 'contract_published' }], request }) });
  const sundial = { now: 0 };
  using imported = openLedger(':memory:', { ...realClock, now: () => sundial.now });
  await move(await historyFrom(httpTo({ baseUrl: broker.url }), silent), intoLedger(imported, sundial), { phased: false, progress: silent, signal: never });
  expect(imported.read((view) => view.pact('App', '1', 'Api')?.text)).toBe(text);
  expect(imported.read((view) => view.webhooks())).toMatchObject([{ enabled: false, request: { headers: { Authorization: '**********' } } }]);
});

it("takes a broker's own members out of its document, and nothing else", () => {
  const served = '{"consumer":{"name":"App","_id":"own"},"interactions":[{"_id":"1f","n":1e3,"b":{"_id":7}},{"_id":"2f","m":1.0}],"n":12345678901234567890,"createdAt":"2024-01-01T00:00:00+00:00","_links":{"self":{}}}';
  expect(withoutAdded(served)).toBe('{"consumer":{"name":"App","_id":"own"},"interactions":[{"n":1e3,"b":{"_id":7}},{"m":1.0}],"n":12345678901234567890}');
});

it('exports a tag that is no branch as a tag only', async () => {
  const clock = virtualClock();
  using ledger = openLedger(':memory:', clock);
  publishPacts(ledger, { consumer: 'App', version: '1', pacts: [{ provider: 'Api', text: pactText('App', 'Api', 'x') }] });
  clock.advance(10_001);
  ledger.change((view, writer) => describeVersion(view, writer, 'App', '1', { tags: ['dev'] }));
  expect(ledger.read((view) => view.branches('App'))).toEqual([]);
  using exported = openLedger(':memory:', virtualClock());
  await using elsewhere = await startBroker({ ledger: exported });
  const http = httpTo({ baseUrl: elsewhere.url });
  await move(historyOf(ledger), intoBroker(http, () => historyFrom(http, silent)), { phased: true, progress: silent, signal: never });
  expect(exported.read((view) => ({ tags: view.tags('App'), branches: view.branches('App') }))).toEqual({ tags: ['dev'], branches: [] });
});

it('brings whom a webhook is for, by name and by label, in both directions', async () => {
  using ledger = openLedger(':memory:');
  publishPacts(ledger, { consumer: 'App', version: '1', pacts: [{ provider: 'Api', text: pactText('App', 'Api', 'x') }] });
  const of = { consumerLabel: 'mobile', provider: 'Api' };
  ledger.change((_, writer) => writer.add({ kind: 'webhook-described', uuid: 'a-uuid-of-a-webhook', description: 'd', enabled: true, ...of, events: ['contract_published'], request: { method: 'POST', url: 'https://example.org/', headers: {} } }));
  using exported = openLedger(':memory:');
  await using elsewhere = await startBroker({ ledger: exported });
  const http = httpTo({ baseUrl: elsewhere.url });
  await move(historyOf(ledger), intoBroker(http, () => historyFrom(http, silent)), { phased: true, progress: silent, signal: never });
  const sundial = { now: 0 };
  using imported = openLedger(':memory:', { ...realClock, now: () => sundial.now });
  await move(await historyFrom(http, silent), intoLedger(imported, sundial), { phased: false, progress: silent, signal: never });
  for (const one of [exported, imported]) expect(one.read((view) => view.webhooks())).toMatchObject([of]);
});
