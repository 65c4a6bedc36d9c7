import { type Contract, type HttpInteraction, contractName } from '#core/contract';
import type { HttpRequest, HttpResponse } from '#core/exchange';
import { type Nearest, textExample } from '#core/interaction-match';
import type { Json } from '#core/json';
import { example } from '#core/matchers';

/** An interaction's response with its examples, made once. */
export function exampleResponse({ description, response: { status, headers = {}, body } }: HttpInteraction): HttpResponse {
  const given = Object.fromEntries(Object.entries(headers).map(([name, template]) => [name.toLowerCase(), textExample(template)]));
  // A header cannot hold every character of a description.
  const named = { 'x-ringproof-interaction': encodeURIComponent(description) };
  if (!body) return { status, headers: { ...named, ...given }, body: '' };
  return { status, headers: { 'content-type': 'application/json', ...named, ...given }, body: JSON.stringify(example(body.json)) };
}

export const jsonResponse = (status: number, body: Json): HttpResponse => ({ status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

/** What the contract does not know is refused, with the nearest interaction and what keeps the request from being that. */
export function unexpected(contract: Contract, { method, path }: HttpRequest, nearest: Nearest | undefined): HttpResponse {
  return jsonResponse(500, {
    error: 'unexpected_request',
    message: `${contractName(contract)} does not know ${method} ${path} as it was sent.`,
    nearest: nearest?.interaction.description ?? null,
    mismatches: (nearest?.mismatches ?? []).map(({ code, path: place, expected, actual }) => ({ code, path: place, expected, actual })),
    advice: nearest ? 'Mend the caller so that these differences go, or describe this call in the contract.' : 'The contract describes no HTTP call.',
  });
}
