import type { JsonObject } from '#core/json';
import type { Doubts } from '#broker/rules/evidence';

/** That a drift scenario was played on a target, how it ended, and the doubt that it casts on proofs against a double. */
export type ScenarioPlay = JsonObject & {
  scenario: string;
  /** Contracts that rest on it, `<consumer>--<provider>`. */
  contracts: string[];
  /** The target: what kind of service, the digest of its address, and the client that asked. */
  service: string;
  target: string;
  driver: string;
  transport: string;
  /** What its expectation rests on: recorded, azure-tests, documented, assumed. */
  ground: string;
  outcome: string;
  /** Why proofs of these contracts are in doubt, in words. */
  doubt?: string;
};

/** The doubts that the latest plays leave, by contract. */
export function doubtsOf(plays: readonly ScenarioPlay[]): Doubts {
  const doubts = new Map<string, string>();
  for (const { contracts, doubt } of plays) {
    if (doubt === undefined) continue;
    for (const contract of contracts) doubts.set(contract, [...new Set([...(doubts.get(contract)?.split('; ') ?? []), doubt])].join('; '));
  }
  return doubts;
}
