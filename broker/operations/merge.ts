import { obtainedOf } from '#broker/rules/obtained';
import { sha1, sha256 } from '#broker/hash';
import type { Change } from '#broker/ledger/ledger';
import { type SimilarName, contentOf, similarTo } from '#broker/operations/publish';
import { describeVersion } from '#broker/operations/version';
import { readContent } from '#broker/rules/content';
import { mergeConflicts, mergeTexts } from '#broker/rules/merge';
import { parseLossless } from '#core/lossless-json';

export type MergeOutcome = { similar: SimilarName[] } | { similar?: undefined; conflicts: [string, ...string[]] } | { similar?: undefined; conflicts?: undefined; isNew: boolean };

/**
 * Adds interactions to a consumer version's pact, as clients do whose tests run in several processes; without a pact
 * there it publishes one. Nothing is changed when a request of the same name differs.
 * @throws RingproofError RP_PACT_UNREADABLE.
 */
export function merging({ consumer, version, provider, text }: { consumer: string; version: string; provider: string; text: string }): Change<MergeOutcome> {
  const { document } = contentOf(consumer, provider, text);
  return (view, writer) => {
    const published = view.pact(consumer, version, provider);
    const original = published && parseLossless(published.text);
    const similar = similarTo(view, [consumer, provider]);
    if (similar.length > 0) return { similar };
    const [conflict, ...more] = original ? mergeConflicts(original, document) : [];
    if (conflict) return { conflicts: [conflict, ...more] };
    const merged = original ? mergeTexts(original, document) : text;
    const { sha } = readContent(merged, sha1);
    if (sha === published?.sha) return { isNew: false };
    describeVersion(view, writer, consumer, version, {});
    const address = sha256(merged);
    writer.keep(address, merged);
    writer.add({ kind: 'pact-published', consumer, version, provider, sha, text: address, obtained: obtainedOf(JSON.parse(merged)) });
    return { isNew: !published };
  };
}
