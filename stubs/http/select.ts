import type { Contract, HttpInteraction } from '#core/contract';
import { RingproofError } from '#core/errors';
import type { HttpRequest } from '#core/exchange';
import { type Nearest, route } from '#core/interaction-match';
import { nearest } from '#core/nearest';

/** Every word by which an interaction's situation can be chosen: its description, its states, and their text parameters (`pending`). */
const wordsOf = ({ description, given = [] }: HttpInteraction): string[] =>
  [description, ...given.flatMap(({ name, params = {} }) => [name, ...Object.values(params).filter((value) => typeof value === 'string')])];

/** @throws RingproofError `RP_USAGE_VALUE` when no HTTP interaction of the contract knows the state */
export function holdState(contract: Contract, state: string): void {
  const http = contract.interactions.filter((one): one is HttpInteraction => one.kind === 'http');
  const known = [...new Set(http.flatMap(wordsOf))];
  if (!known.includes(state)) {
    throw new RingproofError('RP_USAGE_VALUE', { flag: '--state', value: state, expected: `Did you mean "${nearest(state, known) ?? 'none'}"? It is a provider state, one of its values, or a description.` });
  }
}

/** The interaction a stub answers a request with. Among several, the one of the chosen state, else the first that succeeds, else the first. */
export function select(contract: Contract, request: HttpRequest, state: string | undefined): { chosen: HttpInteraction } | { nearest: Nearest | undefined } {
  const { matches, nearest: closest } = route(contract, request);
  const chosen = matches.find((one) => state !== undefined && wordsOf(one).includes(state)) ?? matches.find(({ response }) => response.status < 300) ?? matches[0];
  return chosen ? { chosen } : { nearest: closest };
}
