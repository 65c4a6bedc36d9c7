import type { BrokerFacts, PactRef } from '#broker/rules/facts';
import { changesOf, eventsOfPact } from '#broker/webhooks/events';

/** The events that publishing this pact caused, each once and in their order, with the reason where the real broker gives one. */
export function detectedEvents(pact: PactRef, facts: BrokerFacts): string[] {
  const changes = changesOf(pact, facts);
  const names = new Set(eventsOfPact(pact, facts).map(({ name }) => name));
  return [...names].map((name) => {
    if (name === 'contract_content_changed') return `${name} (${changes.join(', ')})`;
    return name === 'contract_published' && changes.length === 0 ? `${name} (${unchanged(facts.tagsOf(pact.consumer.id))})` : name;
  });
}

const unchanged = (tags: string[]): string => {
  const before = tags.length === 1 ? `previous version with tag ${tags[0]}` : `previous versions with tags ${tags.join(', ')}`;
  return `pact content is the same as ${before} and no new tags were applied`;
};
