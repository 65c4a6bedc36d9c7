import type { Ledger } from '#broker/ledger/ledger';
import { type History, hasSecret } from '#broker/moving/history';
import type { Moved } from '#broker/moving/move';

/** What a broker's API takes from nobody, counted. */
export function untoldBy(ledger: Ledger, { webhooks }: History, { moved }: Moved): string[] {
  const dated = (['version', 'branch', 'tag', 'pact', 'result', 'stay', 'end'] as const).reduce((sum, kind) => sum + (moved[kind] ?? 0), 0);
  const { plays, orphans, removals } = ledger.read((view) => ({ plays: view.plays().length, orphans: view.resultsWithoutPact(), removals: view.removals() }));
  return [
    ...(dated > 0 ? [`the dates of ${dated} things: the broker gave them the time of this run`] : []),
    ...((moved.stay ?? 0) + (moved.environment ?? 0) > 0 ? [`the uuids of ${(moved.stay ?? 0) + (moved.environment ?? 0)} environments, deployments and releases: the broker gave new ones`] : []),
    ...(plays > 0 ? [`${plays} plays of drift scenarios: a Pact Broker has no place for them`] : []),
    ...(orphans > 0 ? [`${orphans} results for contents that no version has any more`] : []),
    ...(removals > 0 ? [`${removals} removals: what was removed is not there, and neither is that it was`] : []),
    ...secrets(webhooks, moved.webhook ?? 0),
  ];
}

/** What a broker's API tells nobody, as far as one can see from outside. */
export const untoldOf = ({ untold, webhooks, versions, pacts }: History): string[] => [
  ...untold,
  ...(versions.length > 0 ? [`when each of ${versions.length} versions joined a branch or got a tag: the dates of the version and of the branch stand for it`] : []),
  ...(pacts.length > 0 ? ['what was removed, earlier contents of a version whose pact was merged, and results for contents that no version has any more'] : []),
  ...secrets(webhooks, webhooks.length),
];

function secrets(webhooks: History['webhooks'], moved: number): string[] {
  const hidden = moved > 0 ? webhooks.filter(hasSecret) : [];
  return hidden.map(({ uuid, description }) => `the secrets of the webhook ${uuid} (${description}), which no broker tells: it is not enabled until they are set`);
}
