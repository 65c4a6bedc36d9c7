import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { openLedger } from '#broker/index';
import type { Ledger, Writer } from '#broker/ledger/ledger';
import type { View } from '#broker/ledger/view';
import { nameEnvironment } from '#broker/operations/environment';
import type { ConsumerVersionSelector } from '#broker/rules/consumer-version-selector';
import { judge } from '#broker/rules/deployability';
import { evaluate } from '#broker/rules/matrix';
import { select } from '#broker/rules/selection';
import { workInProgress } from '#broker/rules/wip';
import { act, app, branch, doing, environment, pair, selector, step } from '#broker/testing/history-steps';
import { Model } from '#broker/testing/model';
import { virtualClock } from '#core/clock';

/** More by hand: HISTORIES=200000 SEED=2 npx vitest run broker/rules/histories.test.ts */
const HISTORIES = Number(process.env['HISTORIES'] ?? 10_000);
const SEED = Number(process.env['SEED'] ?? 1);

const clock = virtualClock(1_000_000_000_000);
const ledger = openLedger(':memory:', clock);
nameEnvironment(ledger, 'prod', true);
nameEnvironment(ledger, 'test', false);
afterAll(() => ledger.close());

const question = fc.oneof(
  doing('can-i-deploy', { app, environment }),
  doing('matrix', { pair, latestBy: fc.constantFrom('cvpv', 'cvp', 'cp') }),
  doing('for-verification', { provider: app, branch, selectors: fc.uniqueArray(selector, { minLength: 1, maxLength: 3 }), sinceMs: fc.constantFrom(0, 5, 10_000_000) }),
);
type Question = typeof question extends fc.Arbitrary<infer Q> ? Q : never;

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
      for (const one of steps) act(on, model, one, clock);
      for (const one of questions) compare(view, model, one, began);
    });
  }), { seed: SEED, numRuns: HISTORIES });
}, 600_000);
