import { check } from '#core/check';
import { type Contract, type Interaction, type MessageInteraction, contractName } from '#core/contract';
import type { Exchange } from '#core/exchange';
import { matchRequest, matchResponse } from '#core/interaction-match';
import { isMatcher } from '#core/matchers';

/** `sdk--backend "the description"`: an interaction as a report names it. */
export const interactionName = (contract: Contract, { description }: Interaction): string => `${contractName(contract)} "${description}"`;

/** Which interactions of which contracts were really exchanged: the same two sides, and request, response or message as described. */
export function exercised(contracts: readonly Contract[], exchanges: readonly Exchange[]): string[] {
  return contracts.flatMap((contract) => contract.interactions
    .filter((interaction) => exchanges.some((exchange) => isIt(contract, interaction, exchange)))
    .map((interaction) => interactionName(contract, interaction)));
}

function isIt(contract: Contract, interaction: Interaction, exchange: Exchange): boolean {
  if (interaction.kind === 'message') return exchange.kind === 'message' && isMessage(contract, interaction, exchange);
  if (exchange.kind !== 'http' || exchange.from !== contract.consumer || exchange.to !== contract.provider) return false;
  return matchResponse(contract, interaction, exchange.response).length === 0 && matchRequest(contract, interaction, exchange.request).length === 0;
}

/** A message is told of its producer; of a binding contract, also of the one who takes it. */
function isMessage(contract: Contract, { contents, metadata }: MessageInteraction, exchange: Extract<Exchange, { kind: 'message' }>): boolean {
  const entity = contract.binding ? metadata['entity'] : metadata['destination'];
  const side = contract.binding ? [exchange.from, exchange.to].includes(contract.consumer) : exchange.from === contract.provider;
  return side && !isMatcher(entity) && exchange.entity === entity && check(contents, exchange.body, { extraFields: 'allowed' }).length === 0;
}
