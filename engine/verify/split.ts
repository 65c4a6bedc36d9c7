import type { PactInteraction } from '#core/pact';

/** A part of a pact that the engine verifies in one run, with the indexes of its interactions in the whole pact. */
export interface Part {
  kind: 'http' | 'message';
  text: string;
  indexes: number[];
}

/** The engine's time for one pact grows with the square of its interactions: 500 at once take four times as long as ten times 50. */
const AT_MOST = 50;

/**
 * Cuts a pact into its HTTP and its message interactions, which the engine asks at different addresses, and these into
 * small parts. A small pact of one kind stays the text that it was; otherwise every number keeps its digits (`1.0` is
 * not `1` for Pact).
 */
export function splitPact(text: string, interactions: PactInteraction[]): Part[] {
  const parts = (['http', 'message'] as const).flatMap((kind) => {
    const indexes = interactions.flatMap((one, index) => (kindOf(one) === kind ? [index] : []));
    return chunks(indexes).map((chunk) => ({ kind, indexes: chunk }));
  });
  const [only] = parts;
  if (parts.length === 1 && only) return [{ ...only, text }];
  const whole = parseKeepingNumbers(text);
  return parts.map((part) => ({ ...part, text: JSON.stringify({ ...whole, interactions: part.indexes.map((index) => whole.interactions[index]) }) }));
}

const chunks = (indexes: number[]): number[][] =>
  Array.from({ length: Math.ceil(indexes.length / AT_MOST) }, (_, nth) => indexes.slice(nth * AT_MOST, (nth + 1) * AT_MOST));

export const kindOf = ({ type }: PactInteraction): Part['kind'] => (type === 'Synchronous/HTTP' ? 'http' : 'message');

/** Not yet in TypeScript's library: the reviver's source text and raw JSON, in Node since 21. */
interface JsonWithSource {
  parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown;
  rawJSON(text: string): unknown;
}

function parseKeepingNumbers(text: string): { interactions: unknown[] } {
  const json = JSON as unknown as JsonWithSource;
  return json.parse(text, (_, value, { source }) => (typeof value === 'number' && source !== undefined ? json.rawJSON(source) : value)) as { interactions: unknown[] };
}
