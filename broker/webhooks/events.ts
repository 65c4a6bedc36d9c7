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
  const [{ id } = { id: 0 }] = facts.versions({ pacticipant: consumer, version });
  const pact = facts.pactsOfVersion(id).find((one) => one.provider === provider && one.sha === sha);
  return pact ? eventsOfPact(pact, facts) : [];
}

/** What it means that this pact was published, in the real broker's order. */
export function eventsOfPact(pact: PactRef, facts: BrokerFacts): WebhookEvent[] {
  const { consumer, provider, sha } = pact;
  const buildUrl = facts.buildUrlOf(consumer.id);
  const about = { consumer: consumer.pacticipant, consumerVersion: consumer.number, provider, sha, ...(buildUrl !== undefined && { buildUrl }) };
  return [
    { name: 'contract_published', ...about },
    ...unverified(pact, facts).map(({ number, descriptions }) => ({ name: 'contract_requiring_verification_published' as const, ...about, providerVersion: number, descriptions })),
    ...(changesOf(pact, facts).length > 0 ? [{ name: 'contract_content_changed' as const, ...about }] : []),
  ];
}

/**
 * Why the content counts as changed, in the real broker's words: it is new to one of the version's tags, or, without
 * any, to what was published untagged. Branches do not count there; `contract_requiring_verification_published` is for them.
 */
export function changesOf({ consumer, provider, sha }: PactRef, facts: BrokerFacts): string[] {
  const tags = facts.tagsOf(consumer.id);
  const change = (tag: string | undefined, first: string, changed: string): string[] => {
    const before = facts.pactBefore(consumer, provider, tag);
    if (!before) return [first];
    return before.sha === sha ? [] : [changed];
  };
  if (tags.length === 0) return change(undefined, 'first time untagged pact published', 'pact content has changed since previous untagged version');
  return tags.flatMap((tag) => change(tag, `first time any pact published for this consumer with consumer version tagged ${tag}`, `pact content has changed since the last consumer version tagged with ${tag}`));
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

/** The two that an event, or a pact, is about. */
export interface Pair { consumer: string; provider: string }

/** Whether a webhook is for what is between these two: by their names, by their labels, or for everybody. */
export function isFor({ consumer, consumerLabel, provider, providerLabel }: WebhookDescription, pair: Pair, facts: Pick<BrokerFacts, 'labelsOf'>): boolean {
  const fits = (name: string | undefined, label: string | undefined, one: string) => (name === undefined || name === one) && (label === undefined || facts.labelsOf(one).includes(label));
  return fits(consumer, consumerLabel, pair.consumer) && fits(provider, providerLabel, pair.provider);
}

/** Whether a webhook wants to hear of an event. */
export const wants = (webhook: WebhookDescription, event: WebhookEvent, facts: Pick<BrokerFacts, 'labelsOf'>): boolean =>
  webhook.enabled && webhook.events.includes(event.name) && isFor(webhook, event, facts);
