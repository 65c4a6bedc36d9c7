import type { Contract } from '#core/contract';
import { contractName } from '#core/contract';
import { RingproofError } from '#core/errors';
import { type PactFile, type PactInteraction, V4, interactionKey } from '#core/pact';

/**
 * One pact from interactions that were recorded apart: linear, where Pact's own merge reads and writes the whole file
 * for every interaction.
 * @throws RingproofError `RP_CONTRACT_DUPLICATE`: Pact would silently keep the last one
 */
export function assemblePact(contract: Contract, interactions: PactInteraction[]): PactFile {
  const seen = new Set<string>();
  for (const one of interactions) {
    const key = interactionKey(one);
    if (seen.has(key)) throw new RingproofError('RP_CONTRACT_DUPLICATE', { contract: contractName(contract), description: one.description });
    seen.add(key);
  }
  return { consumer: { name: contract.consumer }, provider: { name: contract.provider }, interactions, metadata: V4 };
}
