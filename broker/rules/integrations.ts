import type { BrokerFacts } from '#broker/rules/facts';
import type { ResolvedSelector } from '#broker/rules/selector';

/** A consumer and a provider that a question concerns. `required`: the consumer is the one asked about, and needs its provider there. */
export interface Integration { consumer: string; provider: string; required: boolean }

/**
 * The integrations between the specified versions; with `involving`, or when only one version is specified, all that
 * any of them takes part in. A consumer needs its providers; a provider needs no consumer.
 */
export function integrationsOf(facts: BrokerFacts, specified: readonly ResolvedSelector[], involving: boolean): Integration[] {
  const names = new Set(specified.map(({ pacticipant }) => pacticipant));
  const everyone = involving || specified.length === 1;
  const found = new Map<string, Integration>();
  const add = (integration: Integration) => {
    const key = JSON.stringify([integration.consumer, integration.provider]);
    if (!found.get(key)?.required) found.set(key, integration);
  };
  for (const selector of specified) {
    for (const provider of providersOf(facts, selector)) {
      if (everyone || names.has(provider)) add({ consumer: selector.pacticipant, provider, required: true });
    }
  }
  if (everyone) {
    for (const provider of names) for (const consumer of facts.consumersOf(provider)) add({ consumer, provider, required: false });
  }
  return [...found.values()];
}

/** The providers of this very version: they may differ from those of other versions. */
function providersOf(facts: BrokerFacts, selector: ResolvedSelector): string[] {
  if (!selector.exists) return [];
  if (selector.number === undefined) return facts.providersOf(selector.pacticipant);
  const [version] = facts.versions({ pacticipant: selector.pacticipant, version: selector.number });
  return version ? facts.providersOf(selector.pacticipant, version.id) : [];
}
