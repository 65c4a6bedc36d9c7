import type { Fact } from '#broker/ledger/facts';
import type { BrokerFacts, PactRef, VersionRef } from '#broker/rules/facts';
import type { EventName, WebhookDescription } from '#broker/webhooks/webhook';

/** Something that happened and that a webhook may be told of; everything that a template can name. */
export type WebhookEvent = {
  name: EventName;
  consumer: string;
  consumerVersion: string;
  provider: string;
  /** Of the pact's content. */
  sha: string;
  providerVersion?: string;
  /** Why this provider version must verify, in the real broker's words: `latest from main branch`, `deployed in test` … */
  descriptions?: string[];
  /** The verification's number. */
  result?: number;
  success?: boolean;
  buildUrl?: string;
};

/** What a fact means for webhooks; `facts` as they are after it. */
export function eventsOf(fact: Fact, facts: BrokerFacts): WebhookEvent[] {
  if (fact.kind === 'pact-published') return published(fact, facts);
  if (fact.kind !== 'verification-published') return [];
  const { consumer, provider, sha, providerVersion, success, buildUrl } = fact;
  const pact = facts.pactsOfConsumer(consumer, provider).find((one) => one.sha === sha);
  if (!pact) return [];
  const result = facts.verificationsOf(pact.content).filter((one) => one.provider.number === providerVersion).at(-1)?.number;
  const about = {
    consumer, consumerVersion: pact.consumer.number, provider, sha, providerVersion, success,
    ...(result !== undefined && { result }), ...(buildUrl !== undefined && { buildUrl }),
  };
  return [{ name: 'provider_verification_published', ...about }, { name: success ? 'provider_verification_succeeded' : 'provider_verification_failed', ...about }];
}

function published({ consumer, version, provider, sha }: Extract<Fact, { kind: 'pact-published' }>, facts: BrokerFacts): WebhookEvent[] {
  const pact = facts.pactsOfConsumer(consumer, provider).find((one) => one.consumer.number === version && one.sha === sha);
  if (!pact) return [];
  const about = { consumer, consumerVersion: version, provider, sha };
  return [
    { name: 'contract_published', ...about },
    ...(changed(pact, facts) ? [{ name: 'contract_content_changed' as const, ...about }] : []),
    ...unverified(pact, facts).map(({ number, descriptions }) => ({ name: 'contract_requiring_verification_published' as const, ...about, providerVersion: number, descriptions })),
  ];
}

/** Whether the content is new to one of the version's branches or tags, or, without any, to what was published just before. */
function changed({ consumer, provider, sha }: PactRef, facts: BrokerFacts): boolean {
  const earlier = facts.pactsOfConsumer(consumer.pacticipant, provider).filter((one) => one.consumer.id < consumer.id);
  const differs = (before: PactRef | undefined) => before?.sha !== sha;
  const [branches, tags] = [facts.branchesOf(consumer.id), facts.tagsOf(consumer.id)];
  if (branches.length === 0 && tags.length === 0) return differs(earlier[0]);
  return branches.some((branch) => differs(earlier.find((one) => facts.branchesOf(one.consumer.id).includes(branch))))
    || tags.some((tag) => differs(earlier.find((one) => facts.tagsOf(one.consumer.id).includes(tag))));
}

/** The provider's versions that count (newest of the main branch, deployed, released) and have no result for this content. */
function unverified({ provider, content }: PactRef, facts: BrokerFacts): { number: string; descriptions: string[] }[] {
  const main = facts.mainBranchOf(provider);
  const [newest] = main === undefined ? [] : facts.versions({ pacticipant: provider, branch: main, latest: true });
  const candidates: [VersionRef, string][] = [
    ...(newest ? [[newest, 'latest from main branch'] as [VersionRef, string]] : []),
    ...facts.deployed(provider).map(({ version, environment }): [VersionRef, string] => [version, `deployed in ${environment}`]),
    ...facts.released(provider).map(({ version, environment }): [VersionRef, string] => [version, `released in ${environment}`]),
  ];
  const verified = new Set(facts.verificationsOf(content).map(({ provider: version }) => version.id));
  const open = new Map<number, { number: string; descriptions: string[] }>();
  for (const [{ id, number }, description] of candidates) {
    if (verified.has(id)) continue;
    const known = open.get(id) ?? { number, descriptions: [] };
    open.set(id, { number, descriptions: [...known.descriptions, description] });
  }
  return [...open.values()];
}

/** Whether a webhook wants to hear of an event. */
export const wants = ({ enabled, events, consumer, provider }: WebhookDescription, event: WebhookEvent): boolean =>
  enabled && events.includes(event.name) && (consumer === undefined || consumer === event.consumer) && (provider === undefined || provider === event.provider);
