import type { SelectionRequest } from '#broker/rules/consumer-version-selector';
import type { BrokerFacts, PactRef, VerificationRef } from '#broker/rules/facts';
import type { SelectedBy, SelectedPact } from '#broker/rules/selection';

/** A result older than this says nothing about a provider's branch any more: the real broker's default. Tags have no such limit. */
const LOOK_BACK_MS = 30 * 86_400_000;

/**
 * The real broker's work in progress: pacts at the head of any branch or tag of a consumer, published later than asked
 * for, that no selector chose and that this provider branch (or tag) has not yet verified as anything but work in
 * progress; nor another one, before this one began. They are pending always. None without a provider branch or tag.
 */
export function workInProgress(facts: BrokerFacts, request: SelectionRequest, selected: readonly SelectedPact[], now: number): SelectedPact[] {
  const { provider, providerBranch, providerTags = [], includeWipSince: since } = request;
  if (since === undefined || (!providerBranch && providerTags.length === 0)) return [];
  const chosen = new Set(selected.map(({ pact }) => pact.content));
  const heads = facts.consumersOf(provider).sort().flatMap((consumer) => headsOf(facts, consumer, provider))
    .filter(({ pact }) => pact.publishedAt > since && !chosen.has(pact.content));
  return [...Map.groupBy(heads, ({ pact }) => pact.content).values()].flatMap((found) => {
    const newest = found.reduce((a, b) => (b.pact.consumer.id > a.pact.consumer.id ? b : a));
    const successes = () => Iterator.from(facts.successesOf(newest.pact.content)).filter(({ wip }) => !wip);
    const pendingTags = providerBranch ? [] : providerTags.filter((tag) => !verifiedByTag(facts, provider, tag, successes()));
    const unproven = providerBranch ? !verifiedByBranch(facts, provider, providerBranch, successes(), now) : pendingTags.length > 0;
    return unproven ? [{ pact: newest.pact, by: found.map(({ by }) => by), pending: { pending: true, pendingTags, settledTags: [] }, wip: true }] : [];
  });
}

/** The pacts of the versions at the heads; a head without a pact with this provider has none in progress. */
function headsOf(facts: BrokerFacts, consumer: string, provider: string): { pact: PactRef; by: SelectedBy }[] {
  const at = (criterion: 'branch' | 'tag', names: string[]) => names.flatMap((name) =>
    facts.versions({ pacticipant: consumer, latest: true, [criterion]: name }).slice(0, 1)
      .flatMap((version) => facts.pactsOfVersion(version.id).filter((pact) => pact.provider === provider)
        .map((pact) => ({ pact, by: { criterion, name, number: version.number } }))));
  return [...at('branch', facts.branches(consumer)), ...at('tag', facts.tags(consumer))];
}

function verifiedByBranch(facts: BrokerFacts, provider: string, branch: string, successes: IteratorObject<VerificationRef>, now: number): boolean {
  const began = facts.firstVersionSince(provider, branch) ?? Infinity;
  return successes.some(({ provider: version, at }) => {
    if (now - at > LOOK_BACK_MS) return false;
    const branches = facts.branchesOf(version.id);
    return branches.includes(branch) || (at < began && branches.some((other) => other !== branch));
  });
}

function verifiedByTag(facts: BrokerFacts, provider: string, tag: string, successes: IteratorObject<VerificationRef>): boolean {
  const began = facts.tagSince(provider, tag) ?? Infinity;
  return successes.some(({ provider: version, at }) => {
    const tags = facts.tagsOf(version.id);
    return tags.includes(tag) || (at < began && tags.some((other) => other !== tag));
  });
}
