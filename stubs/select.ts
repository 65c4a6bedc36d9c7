import type { Contract, HttpInteraction } from '#core/contract';
import { RingproofError } from '#core/errors';
import type { HttpRequest } from '#core/exchange';
import { type Nearest, matchRequest, route } from '#core/interaction-match';
import { nearest } from '#core/nearest';
import { indexPaths } from '#stubs/paths';

export type Selected = { chosen: HttpInteraction } | { chosen?: undefined; nearest: Nearest | undefined };

export interface Selection {
  /** The interaction that answers a request. Among several, the one of the chosen state, else the first that succeeds, else the first. */
  select(request: HttpRequest, state: string | undefined): Selected;
  /** @throws RingproofError `RP_USAGE_VALUE` when no HTTP interaction of the contract knows the state */
  knowState: (state: string) => void;
}

/** What a stub of the contract answers with. Built once: a request then costs the interactions of its own path only. */
export function selectionOf(contract: Contract): Selection {
  const http = contract.interactions.filter((one): one is HttpInteraction => one.kind === 'http');
  const words = new Map(http.map((interaction) => [interaction, wordsOf(interaction)]));
  const known = new Set([...words.values()].flatMap((list) => [...list]));
  const byPath = indexPaths(http);
  return {
    select(request, state) {
      const matches = byPath(request.method, request.path).filter((one) => matchRequest(contract, one, request).length === 0);
      const chosen = matches.find((one) => state !== undefined && words.get(one)?.has(state)) ?? matches.find(({ response }) => response.status < 300) ?? matches[0];
      return chosen ? { chosen } : { nearest: route(contract, request).nearest };
    },
    knowState(state) {
      if (known.has(state)) return;
      throw new RingproofError('RP_USAGE_VALUE', { flag: '--state', value: state, expected: `Did you mean "${nearest(state, [...known]) ?? 'none'}"? It is a provider state, one of its values, or a description.` });
    },
  };
}

/** Every word by which an interaction's situation can be chosen: its description, its states, and their text parameters (`pending`). */
const wordsOf = ({ description, given = [] }: HttpInteraction): Set<string> =>
  new Set([description, ...given.flatMap(({ name, params = {} }) => [name, ...Object.values(params).filter((value) => typeof value === 'string')])]);
