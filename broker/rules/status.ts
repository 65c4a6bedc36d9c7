import type { BrokerFacts, PactRef, VerificationRef } from '#broker/rules/facts';

/** How a pact stands with the last result between the two. `stale`: that result was for other content. */
export type Status = 'never' | 'success' | 'stale' | 'failed';

export interface Standing { status: Status; latest: VerificationRef | undefined }

/** The status of a pact as dashboards and badges show it. */
export function standingOf(facts: BrokerFacts, pact: PactRef): Standing {
  const own = facts.latestVerificationOf(pact.content);
  if (own) return { status: own.success ? 'success' : 'failed', latest: own };
  const before = facts.pactsOfConsumer(pact.consumer.pacticipant, pact.provider).filter(({ consumer }) => consumer.id <= pact.consumer.id);
  const latest = [...new Set(before.map(({ content }) => content))].flatMap((content) => facts.latestVerificationOf(content) ?? [])
    .reduce<VerificationRef | undefined>((newest, one) => (newest && newest.id > one.id ? newest : one), undefined);
  return { status: latest ? 'stale' : 'never', latest };
}
