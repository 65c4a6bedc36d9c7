import { type Contract, type HttpInteraction, contractName } from '#core/contract';
import type { HttpRequest } from '#core/exchange';
import { matchRequest, route } from '#core/interaction-match';
import type { Mismatch } from '#core/mismatch';
import { isSecretName, redact } from '#core/redact';

/** What should answer a call: an interaction, or nothing with the nearest one and why it is not that. */
export type Routed = { interaction: HttpInteraction } | { interaction?: undefined; nearest?: { interaction: string; mismatches: Mismatch[] } };

/**
 * Routes a consumer's call to the one interaction it satisfies. Of several (one request, other provider states) the
 * first that was not called yet answers, and the last one from then on: a client that polls sees them in order.
 */
export function pickInteraction(contract: Contract, request: HttpRequest, called: ReadonlySet<string>): Routed {
  const known = { ...request, headers: knownHeaders(contract, request.headers) };
  const { matches: exact, nearest } = route(contract, known);
  const matches = exact.length > 0 ? exact : despiteExtraHeaders(contract, known);
  const interaction = matches.find(({ description }) => !called.has(description)) ?? matches.at(-1);
  if (interaction) return { interaction };
  return nearest ? { nearest: { interaction: nearest.interaction.description, mismatches: nearest.mismatches.map(redactMismatch) } } : {};
}

/** Clients add headers of their own; only those that the contract speaks of anywhere can tell two interactions apart. */
function knownHeaders(contract: Contract, headers: HttpRequest['headers']): HttpRequest['headers'] {
  const named = new Set(['content-type', 'authorization']);
  for (const one of contract.interactions) {
    if (one.kind === 'http') for (const name of Object.keys(one.request.headers ?? {})) named.add(name.toLowerCase());
  }
  return Object.fromEntries(Object.entries(headers).filter(([name]) => named.has(name)));
}

/** A header that another interaction names does no harm here, except credentials: with and without them are two calls. */
function despiteExtraHeaders(contract: Contract, request: HttpRequest): HttpInteraction[] {
  const harmless = ({ code, expected, path }: Mismatch) => code === 'header' && expected === 'nothing' && path !== 'authorization';
  return contract.interactions.filter((one) => one.kind === 'http').filter((one) => matchRequest(contract, one, request).every(harmless));
}

function redactMismatch(mismatch: Mismatch): Mismatch {
  const secret = mismatch.path.split(/[.[\]"]/).some(isSecretName);
  return { ...mismatch, actual: secret ? '***' : redact(mismatch.actual) };
}

/** `"log in" (body $.username: expected "x", got nothing)`. */
export function describeNearest(contract: Contract, routed: Routed): string {
  if (routed.interaction || !routed.nearest) return `none, ${contractName(contract)} has no HTTP interaction`;
  const { interaction, mismatches } = routed.nearest;
  const differences = mismatches.map(({ code, path, expected, actual }) => `${code}${path && ` ${path}`}: expected ${expected}, got ${actual}`);
  return `"${interaction}" (${differences.join('; ')})`;
}
