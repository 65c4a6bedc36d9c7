import type { SelectionRequest } from '#broker/rules/consumer-version-selector';
import type { BrokerFacts } from '#broker/rules/facts';

/** Whether a failure may still pass: this content was never verified by the provider's branch (or tags). */
export interface Pending {
  pending: boolean;
  /** The provider tags for which it is pending, and for which it is not; empty when a branch is given. */
  pendingTags: string[];
  settledTags: string[];
}

/**
 * The real broker's rule. For a branch: no success from that branch, and none from another before that branch began.
 * For tags: the same of each tag. With neither: no success at all.
 */
export function pendingOf(facts: BrokerFacts, content: number, { provider, providerBranch, providerTags = [] }: SelectionRequest): Pending {
  const settled = (name: string, namesOf: (versionId: number) => string[], since: number) => Iterator.from(facts.successesOf(content)).some(({ provider: version, at }) => {
    const names = namesOf(version.id);
    return names.includes(name) || (at < since && names.some((other) => other !== name));
  });
  if (providerBranch) {
    const since = facts.branchSince(provider, providerBranch) ?? Infinity;
    return { pending: !settled(providerBranch, (id) => facts.branchesOf(id), since), pendingTags: [], settledTags: [] };
  }
  if (providerTags.length === 0) return { pending: !Iterator.from(facts.successesOf(content)).some(() => true), pendingTags: [], settledTags: [] };
  const pendingTags = providerTags.filter((tag) => !settled(tag, (id) => facts.tagsOf(id), facts.tagSince(provider, tag) ?? Infinity));
  return { pending: pendingTags.length > 0, pendingTags, settledTags: providerTags.filter((tag) => !pendingTags.includes(tag)) };
}
