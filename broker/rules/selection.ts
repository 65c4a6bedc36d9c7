import type { ConsumerVersionSelector, SelectionRequest } from '#broker/rules/consumer-version-selector';
import type { BrokerFacts, PactRef, Placed, VersionRef } from '#broker/rules/facts';
import { type Pending, pendingOf } from '#broker/rules/pending';

/** Why a pact was selected: the criterion that matched, and the consumer version it matched. */
export interface SelectedBy {
  criterion: 'main-branch' | 'branch' | 'tag' | 'all-of-tag' | 'deployed' | 'released' | 'environment' | 'latest';
  /** Branch or tag, as asked for. */
  name?: string;
  /** Branch or tag that was taken because there was no pact for `name`. */
  fallback?: string;
  environment?: string;
  /** The selector was for this consumer only. */
  consumer?: string;
  number: string;
}

/** One pact content to verify, with every reason why. `wip`: no selector chose it, it is work in progress. */
export interface SelectedPact { pact: PactRef; by: SelectedBy[]; pending: Pending; wip: boolean }

/** The pacts that the selectors choose for a provider: one for each content, in the order of their consumers. */
export function select(facts: BrokerFacts, request: SelectionRequest): SelectedPact[] {
  const consumers = facts.consumersOf(request.provider).sort();
  const matches = consumers.flatMap((consumer) => {
    const selectors = request.selectors?.length ? request.selectors : defaults(facts, consumer, request.provider);
    return selectors.filter((selector) => selector.consumer === undefined || selector.consumer === consumer)
      .flatMap((selector) => match(facts, request, consumer, selector));
  });
  const byContent = Map.groupBy(matches, ({ pact }) => pact.content);
  return [...byContent.values()].flatMap((found) => {
    const newest = found.reduce((a, b) => (b.pact.consumer.id > a.pact.consumer.id ? b : a));
    const by = [...new Map(found.map((one) => [JSON.stringify(one.by), one.by])).values()];
    return { pact: newest.pact, by, pending: pendingOf(facts, newest.pact.content, request), wip: false };
  });
}

interface Match { pact: PactRef; by: SelectedBy }

/** Without selectors: the main branch's pact (else the one tagged so, else the latest), and all that is deployed or released. */
function defaults(facts: BrokerFacts, consumer: string, provider: string): ConsumerVersionSelector[] {
  const running: ConsumerVersionSelector[] = [{ deployed: true }, { released: true }];
  const main = facts.mainBranchOf(consumer);
  if (main && facts.versions({ pacticipant: consumer, branch: main, latest: true }).length > 0) return [{ mainBranch: true }, ...running];
  if (main && facts.versions({ pacticipant: consumer, tag: main, latest: true }).length > 0) return [{ tag: main, latest: true }, ...running];
  return facts.latestPact(consumer, provider) ? [{ latest: true }, ...running] : running;
}

function match(facts: BrokerFacts, request: SelectionRequest, consumer: string, selector: ConsumerVersionSelector): Match[] {
  const { branch, tag, environment, fallbackBranch, fallbackTag } = selector;
  const only = selector.consumer === undefined ? {} : { consumer: selector.consumer };
  const at = (versions: VersionRef[], by: Omit<SelectedBy, 'number'>): Match[] => versions.flatMap((version) =>
    facts.pactsOfVersion(version.id).filter((pact) => pact.provider === request.provider)
      .map((pact) => ({ pact, by: { ...by, ...only, number: version.number } })));
  const head = (of: { branch?: string; tag?: string }) => facts.versions({ pacticipant: consumer, latest: true, ...of }).slice(0, 1);
  const running = (criterion: 'deployed' | 'released' | 'environment', placed: Placed[]) => placed
    .filter((one) => environment === undefined || one.environment === environment)
    .flatMap((one) => at([one.version], { criterion, environment: one.environment }));
  const deployed = () => running('deployed', facts.deployed(consumer));
  const released = () => running('released', facts.released(consumer));

  if (selector.mainBranch) {
    const main = facts.mainBranchOf(consumer);
    return main === undefined ? [] : at(head({ branch: main }), { criterion: 'main-branch', name: main });
  }
  if (selector.matchingBranch) return at(head({ branch: request.providerBranch ?? '' }), { criterion: 'branch', name: request.providerBranch ?? '' });
  if (branch === true) return facts.branches(consumer).flatMap((name) => at(head({ branch: name }), { criterion: 'branch', name }));
  if (branch !== undefined) return firstFound(at(head({ branch }), { criterion: 'branch', name: branch }),
    () => (fallbackBranch === undefined ? [] : at(head({ branch: fallbackBranch }), { criterion: 'branch', name: branch, fallback: fallbackBranch })));
  if (tag !== undefined && !selector.latest) return at(facts.versions({ pacticipant: consumer, tag }), { criterion: 'all-of-tag', name: tag });
  if (tag !== undefined) return firstFound(at(head({ tag }), { criterion: 'tag', name: tag }),
    () => (fallbackTag === undefined ? [] : at(head({ tag: fallbackTag }), { criterion: 'tag', name: tag, fallback: fallbackTag })));
  if (selector.deployed) return deployed();
  if (selector.released) return released();
  if (selector.deployedOrReleased) return [...deployed(), ...released()];
  if (environment !== undefined) return running('environment', [...facts.deployed(consumer), ...facts.released(consumer)]);
  const latest = facts.latestPact(consumer, request.provider);
  return latest ? [{ pact: latest, by: { criterion: 'latest', ...only, number: latest.consumer.number } }] : [];
}

const firstFound = (found: Match[], otherwise: () => Match[]) => (found.length > 0 ? found : otherwise());
