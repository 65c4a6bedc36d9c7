import { type JsonObject, isObject } from '#core/json';
import { type PactFile, provenanceOf } from '#core/pact';

/** How the consumer's side of a pact came into being, by interactions: a real consumer called, ringproof sent it by specification, nobody says. */
export interface ObtainedCounts { recorded: number; specification: number; unknown: number }

/** Counts the interactions and messages of a pact, whatever tool wrote it. */
export function obtainedOf(pact: unknown): ObtainedCounts {
  const counts: ObtainedCounts = { recorded: 0, specification: 0, unknown: 0 };
  if (!isObject(pact)) return counts;
  for (const one of [...listIn(pact, 'interactions'), ...listIn(pact, 'messages')]) counts[wayOf(one)] += 1;
  return counts;
}

function wayOf(one: JsonObject): keyof ObtainedCounts {
  const obtained = isObject(one['comments']) ? provenanceOf(one as unknown as PactFile['interactions'][number])?.obtained : undefined;
  return obtained === 'recorded' || obtained === 'specification' ? obtained : 'unknown';
}

const listIn = (pact: JsonObject, key: string): JsonObject[] => (Array.isArray(pact[key]) ? pact[key].filter(isObject) : []);
