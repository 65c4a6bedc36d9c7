import type { BrokerFacts, PactRef, VerificationRef, VersionRef } from '#broker/rules/facts';
import type { MatrixRow, Proof, RowVersion } from '#broker/rules/matrix-row';
import type { ResolvedSelector } from '#broker/rules/selector';

/** A matrix row before its words: one pact, one provider version or none, and that version's results, oldest first. */
export interface Found { pact: PactRef; provider: VersionRef | undefined; results: VerificationRef[] }

/** Rows of one selected version (or application) as consumer, and as provider of what it has verified. */
export function rowsOfOne(facts: BrokerFacts, selector: ResolvedSelector): Found[] {
  if (!selector.exists) return [];
  const version = versionOf(facts, selector);
  const results = resultsOnce(facts);
  const asConsumer = pactsOf(facts, selector).flatMap((pact) => rowsOfPact(pact, results(pact.content), []));
  const providing = version ? [version] : facts.versions({ pacticipant: selector.pacticipant });
  const byContent = Map.groupBy(providing.flatMap(({ id }) => facts.verificationsBy(id)), ({ content }) => content);
  const asProvider = [...byContent].flatMap(([content, own]) => facts.pactsOfContent(content).flatMap((pact) => rowsOfPact(pact, own, [])));
  return newestFirst([...asConsumer, ...asProvider]);
}

/** Rows of pacts between the selected versions; a pact whose content none of them has verified gives a row without a result. */
export function rowsBetween(facts: BrokerFacts, selectors: readonly ResolvedSelector[]): Found[] {
  const specified = new Set(selectors.filter((one) => one.specified).map(({ pacticipant }) => pacticipant));
  const byProvider = Map.groupBy(selectors.map((selector) => ({ ...selector, ref: versionOf(facts, selector) })), ({ pacticipant }) => pacticipant);
  const results = resultsOnce(facts);
  const rows = selectors.flatMap((selector) => pactsOf(facts, selector)).flatMap((pact) => {
    const providers = byProvider.get(pact.provider);
    if (!providers || (!specified.has(pact.consumer.pacticipant) && !specified.has(pact.provider))) return [];
    const anyVersion = providers.some(({ exists, number }) => exists && number === undefined);
    const asked = [...new Set(providers.flatMap(({ ref }) => ref?.id ?? []))];
    // All of several versions in one environment run there together: each must have its own result.
    const together = providers.filter(({ oneOfMany, environment }) => oneOfMany && environment !== undefined);
    return rowsOfPact(pact, results(pact.content, anyVersion ? undefined : asked), together.flatMap(({ ref }) => ref ?? []));
  });
  return newestFirst(rows);
}

function pactsOf(facts: BrokerFacts, selector: ResolvedSelector): PactRef[] {
  if (!selector.exists) return [];
  if (selector.number === undefined) return facts.pactsOfConsumer(selector.pacticipant);
  const version = versionOf(facts, selector);
  return version ? facts.pactsOfVersion(version.id) : [];
}

const versionOf = (facts: BrokerFacts, { pacticipant, number }: ResolvedSelector): VersionRef | undefined =>
  number === undefined ? undefined : facts.versions({ pacticipant, version: number })[0];

/** Many versions have the same content; its results are read once. Those asked for are the same for all pacts with one provider. */
function resultsOnce(facts: BrokerFacts): (content: number, by?: readonly number[]) => VerificationRef[] {
  const read = new Map<number, VerificationRef[]>();
  return (content, by) => {
    const results = read.get(content) ?? facts.verificationsOf(content, by);
    read.set(content, results);
    return results;
  };
}

/** One row for each provider version with results; one for each of `needed` without; one bare row when there are neither. */
function rowsOfPact(pact: PactRef, results: readonly VerificationRef[], needed: readonly VersionRef[]): Found[] {
  const byVersion = Map.groupBy(results, ({ provider }) => provider.id);
  const verified = [...byVersion.values()].map((own) => ({ pact, provider: own[0]?.provider, results: own }));
  const waiting = needed.filter(({ id }) => !byVersion.has(id)).map((provider) => ({ pact, provider, results: [] }));
  const rows = [...verified, ...waiting];
  return rows.length > 0 ? rows : [{ pact, provider: undefined, results: [] }];
}

function newestFirst(rows: readonly Found[]): Found[] {
  const once = new Map(rows.map((row) => [`${row.pact.consumer.id} ${row.pact.content} ${row.provider?.id ?? 0}`, row]));
  return [...once.values()].sort((a, b) =>
    compare(a.pact.consumer.pacticipant, b.pact.consumer.pacticipant) || b.pact.consumer.id - a.pact.consumer.id
    || compare(a.pact.provider, b.pact.provider) || (b.provider?.id ?? 0) - (a.provider?.id ?? 0));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Turns found rows into what the outside sees; a version that occurs in many rows is looked up once. */
export function rowMaker(facts: BrokerFacts): (found: Found) => MatrixRow {
  const seen = new Map<number, RowVersion>();
  const rowVersion = (version: VersionRef): RowVersion => {
    const known = seen.get(version.id) ?? facts.rowVersion(version);
    seen.set(version.id, known);
    return known;
  };
  return ({ pact, provider, results }) => {
    const latest = results.at(-1);
    return {
      consumer: { name: pact.consumer.pacticipant, version: rowVersion(pact.consumer) },
      provider: { name: pact.provider, ...(provider && { version: rowVersion(provider) }) },
      pact: { sha: pact.sha, publishedAt: pact.publishedAt, obtained: pact.obtained },
      ...(latest && { verification: {
        success: latest.success, at: latest.at, number: latest.number, ...(latest.grade && { grade: latest.grade }),
        failures: latest.success ? [] : facts.failures(latest.id),
      } }),
      proofs: proofsOf(results),
      ignored: false,
    };
  };
}

function proofsOf(results: readonly VerificationRef[]): Proof[] {
  const sinceFailure = results.slice(results.findLastIndex(({ success }) => !success) + 1);
  return sinceFailure.map(({ at, grade }) => ({ at, ...(grade && { grade }) })).reverse();
}
