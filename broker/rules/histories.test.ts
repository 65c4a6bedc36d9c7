import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { openLedger } from '#broker/index';
import type { Ledger, Writer } from '#broker/ledger/ledger';
import type { View } from '#broker/ledger/view';
import { deploy, release, undeploy } from '#broker/operations/deployment';
import { nameEnvironment } from '#broker/operations/environment';
import { publishPacts } from '#broker/operations/publish';
import { remove } from '#broker/operations/removal';
import { publishVerification } from '#broker/operations/verification';
import { describeVersion } from '#broker/operations/version';
import type { ConsumerVersionSelector } from '#broker/rules/consumer-version-selector';
import { judge } from '#broker/rules/deployability';
import { evaluate } from '#broker/rules/matrix';
import { select } from '#broker/rules/selection';
import { workInProgress } from '#broker/rules/wip';
import { Model } from '#broker/testing/model';
import { pactText } from '#broker/testing/pacts';
import { virtualClock } from '#core/clock';

/** More by hand: HISTORIES=200000 SEED=2 npx vitest run broker/rules/histories.test.ts */
const HISTORIES = Number(process.env['HISTORIES'] ?? 10_000);
const SEED = Number(process.env['SEED'] ?? 1);

const clock = virtualClock(1_000_000_000_000);
const ledger = openLedger(':memory:', clock);
nameEnvironment(ledger, 'prod', true);
nameEnvironment(ledger, 'test', false);
afterAll(() => ledger.close());

// One pair more often than the others: histories meet in it.
const app = fc.constantFrom('Ant', 'Bee', 'Bee', 'Cow');
const between = (consumer: string, provider: string) => ({ consumer, provider });
const pair = fc.constantFrom(...Array.from({ length: 5 }, () => between('Ant', 'Bee')), between('Bee', 'Ant'), between('Ant', 'Cow'), between('Cow', 'Bee'));
const number = fc.constantFrom('1', '2', '3');
const branch = fc.constantFrom('main', 'feat');
const maybeBranch = fc.constantFrom('main', 'feat', null);
const instance = fc.constantFrom('blue', null);
const environment = fc.constantFrom('prod', 'prod', 'test');
const selector = fc.constantFrom('main', 'deployed', 'released', 'running', 'matching', 'latest');

type Do<Kind extends string, Fields> = { kind: Kind } & Fields;
const doing = <Kind extends string, Fields>(kind: Kind, fields: { [K in keyof Fields]: fc.Arbitrary<Fields[K]> }): fc.Arbitrary<Do<Kind, Fields>> => fc.record({ kind: fc.constant(kind), ...fields }) as unknown as fc.Arbitrary<Do<Kind, Fields>>;
const stay = { app, version: number, environment };

const step = fc.oneof(
  { arbitrary: doing('publish', { pair, version: number, content: fc.constantFrom('x', 'y'), branch: maybeBranch }), weight: 5 },
  { arbitrary: doing('verify', { which: fc.nat(20), version: number, success: fc.boolean(), wip: fc.boolean(), branch: maybeBranch }), weight: 5 },
  { arbitrary: doing('deploy', { ...stay, instance }), weight: 5 },
  { arbitrary: doing('undeploy', { which: fc.nat(20) }), weight: 1 },
  { arbitrary: doing('release', stay), weight: 2 },
  { arbitrary: doing('tag', { app, version: number, tag: fc.constantFrom('main', 'dev') }), weight: 1 },
  { arbitrary: doing('remove-version', { app, version: number }), weight: 1 },
  { arbitrary: doing('remove-pact', { which: fc.nat(20) }), weight: 1 },
  { arbitrary: doing('remove-branch', { app, branch }), weight: 1 },
  { arbitrary: doing('wait', { ms: fc.constantFrom(0, 1, 10_000, 10_001, 31 * 86_400_000) }), weight: 2 },
);
const question = fc.oneof(
  doing('can-i-deploy', { app, environment }),
  doing('matrix', { pair, latestBy: fc.constantFrom('cvpv', 'cvp', 'cp') }),
  doing('for-verification', { provider: app, branch, selectors: fc.uniqueArray(selector, { minLength: 1, maxLength: 3 }), sinceMs: fc.constantFrom(0, 5, 10_000_000) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
type Question = typeof question extends fc.Arbitrary<infer Q> ? Q : never;

/** Does one step to the broker and to the model; what the model knows nothing of is left out. */
function act(on: Ledger, model: Model, one: Step): void {
  model.now = clock.now();
  switch (one.kind) {
    case 'publish': {
      const { pair: { consumer, provider }, version, content } = one;
      const outcome = publishPacts(on, { consumer, version, ...(one.branch && { branch: one.branch }), pacts: [{ provider, text: pactText(consumer, provider, content) }] });
      expect(!outcome.conflicts).toBe(model.publish(consumer, version, provider, content, one.branch ?? undefined));
      return;
    }
    case 'verify': {
      const pact = model.pacts[one.which % model.pacts.length];
      if (!pact) return;
      const { consumer, provider, content } = pact;
      const sha = on.read((view) => view.pact(consumer, pact.version, provider))?.sha ?? '';
      const { version, success, wip, branch: providerBranch } = one;
      publishVerification(on, { consumer, provider, sha, success, providerVersion: version, ...(wip && { wip }), ...(providerBranch && { providerBranch }) });
      model.verify({ consumer, provider, content, version, success, wip }, providerBranch ?? undefined);
      return;
    }
    case 'deploy':
    case 'release': {
      const { app: pacticipant, version, environment: place } = one;
      if (!model.has(pacticipant, version)) return;
      const at = one.kind === 'deploy' ? one.instance : null;
      (one.kind === 'deploy' ? deploy : release)(on, { pacticipant, version, environment: place, ...(at !== null && { instance: at }) });
      model.deploy({ app: pacticipant, version, environment: place, kind: one.kind === 'deploy' ? 'deployed' : 'released', instance: at });
      return;
    }
    case 'undeploy': {
      const deployed = model.stays.filter(({ kind }) => kind === 'deployed');
      const there = deployed[one.which % deployed.length];
      if (!there) return;
      undeploy(on, { pacticipant: there.app, version: there.version, environment: there.environment, ...(there.instance !== null && { instance: there.instance }) });
      return model.end(there);
    }
    case 'tag':
      on.change((view, writer) => describeVersion(view, writer, one.app, one.version, { tags: [one.tag] }));
      model.version(one.app, one.version);
      return model.tag(one.app, one.version, one.tag);
    case 'remove-version':
      remove(on, { kind: 'version-removed', pacticipant: one.app, version: one.version });
      return model.removeVersion(one.app, one.version);
    case 'remove-pact': {
      const pact = model.pacts[one.which % model.pacts.length];
      if (!pact) return;
      remove(on, { kind: 'pact-removed', consumer: pact.consumer, version: pact.version, provider: pact.provider });
      return model.removePact(pact.consumer, pact.version, pact.provider);
    }
    case 'remove-branch':
      remove(on, { kind: 'branch-removed', pacticipant: one.app, branch: one.branch });
      return model.removeBranch(one.app, one.branch);
    case 'wait':
      return clock.advance(one.ms);
  }
}

const SELECTORS: Record<string, ConsumerVersionSelector> = { main: { mainBranch: true }, deployed: { deployed: true }, released: { released: true }, running: { deployedOrReleased: true }, matching: { matchingBranch: true }, latest: { latest: true } };

function compare(view: View, model: Model, one: Question, began: number): void {
  model.now = clock.now();
  if (one.kind === 'can-i-deploy') {
    if (!view.hasPacticipant(one.app)) return;
    for (const version of ['1', '2', '3']) {
      const evaluation = evaluate(view, { selectors: [{ pacticipant: one.app, version }], environment: one.environment, latestBy: 'cvpv' });
      expect(judge(evaluation, { now: clock.now() }).verdict).toBe(model.canIDeploy(one.app, version, one.environment));
    }
  } else if (one.kind === 'matrix') {
    const { pair: { consumer, provider }, latestBy } = one;
    const { rows } = evaluate(view, { selectors: [{ pacticipant: consumer }, { pacticipant: provider }], latestBy });
    const found = rows.filter((row) => row.consumer.name === consumer).map((row) => `${row.consumer.version.number} ${row.provider.version?.number ?? '-'} ${row.verification?.success ?? 'unverified'}`);
    expect(found).toEqual(view.hasPacticipant(consumer) && view.hasPacticipant(provider) ? model.matrix(consumer, provider, latestBy) : []);
  } else {
    const since = began + one.sinceMs;
    const request = { provider: one.provider, providerBranch: one.branch, selectors: one.selectors.map((name) => SELECTORS[name] ?? {}), includePending: true, includeWipSince: since };
    const chosen = select(view, request);
    const content = ({ pact }: (typeof chosen)[number]) => `${pact.consumer.pacticipant} ${/"says":"(\w)"/.exec(view.pact(pact.consumer.pacticipant, pact.consumer.number, pact.provider)?.text ?? '')?.[1] ?? '?'}`;
    const expected = model.chosen(one.provider, one.branch, one.selectors);
    expect(new Map(chosen.map((pact) => [content(pact), pact.pending.pending]))).toEqual(expected);
    expect(workInProgress(view, request, chosen, clock.now()).map(content).sort()).toEqual(model.inProgress(one.provider, one.branch, since, expected));
  }
}

class Abandoned extends Error {}

/** A history in one transaction that is rolled back: the next begins with an empty ledger. */
function inOneTransaction(tell: (on: Ledger, view: View) => void): void {
  try {
    ledger.change((view: View, writer: Writer) => {
      tell({ ...ledger, read: (ask) => ask(view), change: (decide) => decide(view, writer) }, view);
      throw new Abandoned();
    });
  } catch (thrown) {
    if (!(thrown instanceof Abandoned)) throw thrown;
  }
}

it(`answers as the naive reference does, after ${HISTORIES} random histories`, () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 16, size: 'max' }), fc.array(question, { minLength: 3, maxLength: 5 }), (steps, questions) => {
    inOneTransaction((on, view) => {
      const model = new Model();
      const began = clock.now() - 1;
      for (const one of steps) act(on, model, one);
      for (const one of questions) compare(view, model, one, began);
    });
  }), { seed: SEED, numRuns: HISTORIES });
}, 600_000);
