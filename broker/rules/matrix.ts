import type { BrokerFacts } from '#broker/rules/facts';
import { type Integration, integrationsOf } from '#broker/rules/integrations';
import type { MatrixRow } from '#broker/rules/matrix-row';
import { type IgnoreRule, ignoreRule, nothingIgnored, resolve } from '#broker/rules/resolve';
import { type Found, rowMaker, rowsBetween, rowsOfOne } from '#broker/rules/rows';
import type { ResolvedSelector, Selector } from '#broker/rules/selector';

/** Of the results for one pact, the latest for: consumer version and provider version, consumer version and provider, consumer and provider. */
export type LatestBy = 'cvpv' | 'cvp' | 'cp';

/** A question to the matrix, in the real broker's terms. */
export interface MatrixQuery {
  selectors: Selector[];
  ignore?: Selector[];
  latestBy?: LatestBy | undefined;
  /** What the other side of every integration is: the versions in an environment, with a tag, of the main branch, the latest. */
  environment?: string;
  tag?: string;
  mainBranch?: boolean;
  latest?: boolean;
  /** Keep rows with these results only; null is "not verified". */
  success?: (boolean | null)[];
}

/** Everything a verdict rests on. */
export interface Evaluation {
  rows: MatrixRow[];
  selectors: ResolvedSelector[];
  ignored: ResolvedSelector[];
  /** A provider that a specified consumer needs, and of which there is no row at all. */
  missing: Integration[];
  /** The question says against what: an environment, a tag, the main branch. */
  targeted: boolean;
}

/** Answers a question to the matrix from the facts. */
export function evaluate(facts: BrokerFacts, query: MatrixQuery): Evaluation {
  const ignored = (query.ignore ?? []).flatMap((selector) => resolve(facts, selector, false, nothingIgnored));
  const ignores = ignoreRule(ignored);
  const specified = query.selectors.flatMap((selector) => resolve(facts, selector, true, ignores));
  const infers = Boolean(query.latest ?? query.tag ?? query.environment ?? query.mainBranch);
  const integrations = integrationsOf(facts, specified, infers);
  const selectors = [...specified, ...(infers ? inferred(facts, query, integrations, specified, ignores) : [])];
  const [only] = selectors;
  const found = selectors.length === 1 && only ? rowsOfOne(facts, only) : rowsBetween(facts, selectors);
  // In an environment every version counts that runs there: taking the latest only would hide the others.
  const kept = latestBy(found, query.latestBy && query.environment !== undefined ? 'cvpv' : query.latestBy).filter((row) => wanted(row, query.success));
  const rows = kept.map(rowMaker(facts)).map((row) => ({ ...row, ignored: ignores(row.consumer.name, row.consumer.version.number) || ignores(row.provider.name, row.provider.version?.number) }));
  const missing = integrations.filter(({ required, consumer, provider }) => required && !rows.some((row) => row.consumer.name === consumer && row.provider.name === provider));
  return { rows, selectors, ignored, missing, targeted: Boolean(query.tag ?? query.environment ?? query.mainBranch) };
}

function inferred(facts: BrokerFacts, query: MatrixQuery, integrations: Integration[], specified: ResolvedSelector[], ignores: IgnoreRule): ResolvedSelector[] {
  const given = new Set(specified.map(({ pacticipant }) => pacticipant));
  const others = new Set(integrations.flatMap(({ consumer, provider }) => [consumer, provider]).filter((name) => !given.has(name)));
  const { tag, environment, mainBranch, latest } = query;
  return [...others].flatMap((pacticipant) => resolve(facts, {
    pacticipant, ...(tag && { tag }), ...(environment && { environment }), ...(mainBranch && { mainBranch: true as const }), ...(latest && { latest: true as const }),
  }, false, ignores));
}

/** Rows come newest first, so the first of each group is its latest. Without grouping every single result is a row. */
function latestBy(rows: Found[], by: LatestBy | undefined): Found[] {
  if (!by) return rows.flatMap((row) => (row.results.length === 0 ? [row] : row.results.toReversed().map((result) => ({ ...row, results: [result] }))));
  const key = ({ pact: { consumer, provider }, provider: version }: Found) =>
    JSON.stringify([consumer.pacticipant, by !== 'cp' && consumer.number, provider, by === 'cvpv' && (version?.number ?? null)]);
  return [...new Map(rows.toReversed().map((row) => [key(row), row])).values()].reverse();
}

const wanted = ({ results }: Found, success: MatrixQuery['success']) => !success || success.includes(results.at(-1)?.success ?? null);
