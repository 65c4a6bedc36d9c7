import { RingproofError } from '#core/errors';
import type { HttpResponse } from '#core/exchange';
import { nearest } from '#core/nearest';
import { pseudoRandom } from '#core/pseudo-random';
import { jsonResponse } from '#stubs/answers';

/** What can go wrong between a caller and the provider: 503, a late answer, a body cut in half, a connection closed without a word. */
export const FAULTS = ['status', 'delay', 'malformed', 'drop'] as const;
export type Fault = (typeof FAULTS)[number];

export interface FaultPlan {
  /** The same seed gives the same faults to the same sequence of requests. */
  seed: number;
  /** The share of requests that go wrong, 0 to 1. */
  rate: number;
  /** Default all of them. */
  kinds?: readonly Fault[];
  /** How late a delayed answer is, in milliseconds; default 1000. */
  delayMs?: number;
}

export const DELAY_MS = 1000;

/** @throws RingproofError `RP_USAGE_VALUE` for a rate outside 0 … 1 and an unknown kind */
export function faultSource({ seed, rate, kinds = FAULTS }: FaultPlan): () => Fault | undefined {
  if (!(rate >= 0 && rate <= 1)) throw new RingproofError('RP_USAGE_VALUE', { flag: '--faults', value: String(rate), expected: 'It is the share of requests that go wrong: 0 to 1.' });
  kinds.forEach(knowFault);
  const random = pseudoRandom(seed);
  return () => (random() < rate ? kinds[Math.floor(random() * kinds.length)] : undefined);
}

/** @throws RingproofError `RP_USAGE_VALUE` */
export function knowFault(word: string): asserts word is Fault {
  if (!(FAULTS as readonly string[]).includes(word)) {
    throw new RingproofError('RP_USAGE_VALUE', { flag: 'A fault', value: word, expected: `Did you mean "${nearest(word, FAULTS)}"? Known: ${FAULTS.join(', ')}.` });
  }
}

/** How a response looks once it has gone wrong; `delay` and `drop` are the transport's to do. */
export function spoil(response: HttpResponse, fault: Fault | undefined): HttpResponse {
  if (fault === 'status') return jsonResponse(503, { error: 'fault', message: 'This stub was asked for faults.' });
  if (fault === 'malformed') return { ...response, body: response.body === '' ? '{' : response.body.slice(0, Math.ceil(response.body.length / 2)) };
  return response;
}
