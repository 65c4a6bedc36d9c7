import type { Interaction } from '#core/contract';
import type { JsonObject } from '#core/json';
import { type PactFile, type PactInteraction, type Provenance, interactionKey, provenanceOf, sameContent } from '#core/pact';

/** How an interaction was obtained in this run. */
export type Origin = { obtained: 'specification' } | { obtained: 'recorded'; by: string };

/**
 * Writes where an interaction came from into its comments. Evidence is always the contract's of today; that a real
 * consumer made the call stays true as long as the content is the same, so a specification run never downgrades it.
 */
export function withProvenance(written: PactInteraction, interaction: Interaction, origin: Origin, previous?: PactFile): PactInteraction {
  const { evidence, incident } = interaction;
  const ringproof: Provenance = {
    evidence: evidence.kind,
    source: evidence.source,
    ...(incident === undefined ? {} : { incident }),
    ...(origin.obtained === 'recorded' ? origin : (recordedBefore(written, previous) ?? origin)),
  };
  return { ...written, comments: { ...written.comments, references: { ringproof: ringproof as unknown as JsonObject } } };
}

function recordedBefore(written: PactInteraction, previous?: PactFile): Origin | undefined {
  const same = previous?.interactions.find((one) => interactionKey(one) === interactionKey(written) && sameContent(one, written));
  const before = same && provenanceOf(same);
  return before?.obtained === 'recorded' ? { obtained: 'recorded', by: before.by ?? '' } : undefined;
}
