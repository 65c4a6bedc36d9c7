import { listContracts, loadContract } from '#contracts/load';
import { contractName } from '#core/contract';
import { textExample } from '#core/interaction-match';
import { example } from '#core/matchers';
import type { Payload } from '#ring2/drift/scenario';

/** The real messages of the binding contracts: what travels through the drift scenarios that protect them. */
export async function contractPayloads(): Promise<Payload[]> {
  const contracts = await Promise.all((await listContracts()).map((name) => loadContract(name)));
  return contracts.filter(({ binding }) => binding).flatMap((contract) =>
    contract.interactions.flatMap((interaction) => (interaction.kind === 'message'
      ? [{ contract: contractName(contract), interaction: interaction.description, body: example(interaction.contents), contentType: textExample(interaction.metadata['contentType'] ?? 'application/json') }]
      : [])));
}
