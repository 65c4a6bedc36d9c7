import { type PactChange, change } from '#broker/rules/change/change';
import { pactChanges } from '#broker/rules/change/pact-changes';
import { interactionsOf } from '#broker/rules/content';
import { parseLossless } from '#core/lossless-json';

const NO_PACT = '{"interactions":[]}';

/** The changes between two pacts as they were published; undefined where there is none: everything in the other is then new, or gone. */
export function pactChangesOf(before: string | undefined, after: string | undefined): PactChange[] {
  if (before !== undefined && after !== undefined) return pactChanges(parseLossless(before), parseLossless(after));
  const kind = after === undefined ? 'interaction-gone' : 'interaction-new';
  return interactionsOf(parseLossless(after ?? before ?? NO_PACT)).map(({ description = '' }) => change(description, { kind, path: '' }));
}
