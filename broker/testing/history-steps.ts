import fc from 'fast-check';
import { expect } from 'vitest';
import type { Ledger } from '#broker/ledger/ledger';
import { deploy, release, undeploy } from '#broker/operations/deployment';
import { publishPacts } from '#broker/operations/publish';
import { remove } from '#broker/operations/removal';
import { publishVerification } from '#broker/operations/verification';
import { describeVersion } from '#broker/operations/version';
import type { Model } from '#broker/testing/model';
import { pactText } from '#broker/testing/pacts';
import type { VirtualClock } from '#core/clock';

// Random histories of three applications in two environments, `prod` and `test`.

// One pair more often than the others: histories meet in it.
export const app = fc.constantFrom('Ant', 'Bee', 'Bee', 'Cow');
const between = (consumer: string, provider: string) => ({ consumer, provider });
export const pair = fc.constantFrom(...Array.from({ length: 5 }, () => between('Ant', 'Bee')), between('Bee', 'Ant'), between('Ant', 'Cow'), between('Cow', 'Bee'));
const number = fc.constantFrom('1', '2', '3');
export const branch = fc.constantFrom('main', 'feat');
const maybeBranch = fc.constantFrom('main', 'feat', null);
const instance = fc.constantFrom('blue', null);
export const environment = fc.constantFrom('prod', 'prod', 'test');
export const selector = fc.constantFrom('main', 'deployed', 'released', 'running', 'matching', 'latest');

type Do<Kind extends string, Fields> = { kind: Kind } & Fields;
export const doing = <Kind extends string, Fields>(kind: Kind, fields: { [K in keyof Fields]: fc.Arbitrary<Fields[K]> }): fc.Arbitrary<Do<Kind, Fields>> => fc.record({ kind: fc.constant(kind), ...fields }) as unknown as fc.Arbitrary<Do<Kind, Fields>>;
const stay = { app, version: number, environment };

export const step = fc.oneof(
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
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Does one step to the broker and to the model; what the model knows nothing of is left out. */
export function act(on: Ledger, model: Model, one: Step, clock: VirtualClock): void {
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
