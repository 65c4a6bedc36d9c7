import type { DeployQuery } from '#broker/broker';
import { listAt, textAt } from '#broker/remote/hal';
import { type Answer, type Http, problemsOf } from '#broker/remote/http';
import { environmentNamed, environmentsOf, staysIn } from '#broker/remote/places';
import { rowsOf, together } from '#broker/remote/rows';
import { type Deployability, judge } from '#broker/rules/deployability';
import type { MatrixQuery } from '#broker/rules/matrix';
import type { MatrixRow } from '#broker/rules/matrix-row';
import { paths } from '#broker/rules/paths';
import type { Reason } from '#broker/rules/reasons';
import type { ResolvedSelector, Selector } from '#broker/rules/selector';
import { RingproofError } from '#core/errors';

/** The real broker cuts a matrix at 100 rows before it decides; nothing may be cut from a verdict. */
const LIMIT = 10_000;

/**
 * Asks the broker's matrix and decides by ringproof's own rules from its rows: typed reasons, evidence, and several
 * versions in one environment. A broker that does not say "deployable" is never turned into a yes.
 */
export async function canIDeploy(http: Http, query: DeployQuery, now: number): Promise<Deployability> {
  const { pacticipant, version, environment, minEvidence, maxAgeMs, doubts, ignore = [] } = query;
  const { uuid } = await environmentNamed(http, environment);
  const question: MatrixQuery = { selectors: [{ pacticipant, version }], environment, ignore: ignore.map((name) => ({ pacticipant: name })) };
  const { body } = await askMatrix(http, { ...question, latestBy: 'cvpv' });
  // An older proof may be the better one; without grouping the broker shows every result, but its own verdict then counts old failures.
  const needsHistory = minEvidence !== undefined || maxAgeMs !== undefined;
  const lines = listAt(needsHistory ? (await askMatrix(http, question)).body : body, 'matrix');
  const [rows, stays, exists, ignored] = await Promise.all([
    rowsOf(http, lines), staysIn(http, uuid), versionExists(http, pacticipant, version), Promise.all(ignore.map((name) => ignoredSelector(http, name))),
  ]);
  const others = new Set(rows.flatMap(({ consumer, provider }) => [consumer.name, provider.name]).filter((name) => name !== pacticipant));
  const specified: ResolvedSelector = { pacticipant, version, ...(exists && { number: version }), exists, specified: true, ignored: false };
  const selectors = [specified, ...[...others].flatMap((name) => selectorsIn(environment, name, stays.filter((one) => one.pacticipant === name).map((one) => one.version), ignore))];
  const all = withWaiting(together(rows), selectors, environment);
  const demand = { now, ...(minEvidence && { minEvidence }), ...(maxAgeMs !== undefined && { maxAgeMs }), ...(doubts && { doubts }) };
  const { verdict, reasons } = judge({ rows: all, selectors, ignored, missing: [], targeted: true }, demand);
  const deployable = typeof body['summary'] === 'object' ? (body['summary'] as { deployable?: unknown } | null)?.deployable : undefined;
  if (verdict !== 'yes' || deployable === true) return { verdict, reasons, rows: all };
  return { verdict: deployable === false ? 'no' : 'unknown', reasons: saidBy(body), rows: all };
}

/** The other side of an integration: the versions of it that are in the environment. */
function selectorsIn(environment: string, pacticipant: string, numbers: string[], ignore: string[]): ResolvedSelector[] {
  const base = { pacticipant, environment, specified: false, ignored: ignore.includes(pacticipant) };
  const versions = [...new Set(numbers)];
  if (versions.length === 0) return [{ ...base, exists: false }];
  return versions.map((number) => ({ ...base, number, exists: true, ...(versions.length > 1 && { oneOfMany: true as const }) }));
}

/** Of several provider versions in one environment each must have its own result; the real broker shows only those that have one. */
function withWaiting(rows: MatrixRow[], selectors: ResolvedSelector[], environment: string): MatrixRow[] {
  const byPact = Map.groupBy(rows, ({ consumer, provider }) => JSON.stringify([consumer.name, consumer.version.number, provider.name]));
  return [...byPact.values()].flatMap((own) => {
    const [first] = own;
    const needed = selectors.filter(({ pacticipant, oneOfMany, number }) => oneOfMany && pacticipant === first?.provider.name && !own.some(({ provider }) => provider.version?.number === number));
    if (!first || needed.length === 0) return own;
    const { consumer, provider, pact, ignored } = first;
    const waiting = needed.map(({ number = '' }): MatrixRow => ({ consumer, pact, ignored, proofs: [], provider: { name: provider.name, version: { number, branches: [], tags: [], environments: [environment] } } }));
    return [...own.filter((row) => row.provider.version), ...waiting];
  });
}

const versionExists = async (http: Http, pacticipant: string, version: string) => (await http.get(paths.version(pacticipant, version))).status !== 404;

async function ignoredSelector(http: Http, pacticipant: string): Promise<ResolvedSelector> {
  const { status } = await http.get(paths.pacticipant(pacticipant));
  return { pacticipant, exists: status !== 404, ...(status === 404 && { pacticipantUnknown: true as const }), specified: false, ignored: false };
}

function saidBy(body: Answer['body']): Reason[] {
  const texts = listAt(body, 'notices').filter(({ type }) => type === 'error').flatMap((notice) => textAt(notice, 'text') ?? []);
  const summary = textAt(body, 'summary', 'reason') ?? 'The broker gave no reason';
  return (texts.length > 0 ? texts : [summary]).map((text) => ({ type: 'broker-says', text }));
}

/** @throws RingproofError RP_VERSION_UNKNOWN for an unknown application, RP_ENVIRONMENT_UNKNOWN. */
export async function askMatrix(http: Http, query: MatrixQuery): Promise<Answer> {
  const answer = await http.send('GET', `/matrix?${parametersOf(query)}`, undefined, [400]);
  if (answer.status < 400) return answer;
  const problems = problemsOf(answer.body);
  const unknown = query.selectors.find(({ pacticipant }) => problems.includes(`Pacticipant ${pacticipant} not found`));
  if (unknown) throw new RingproofError('RP_VERSION_UNKNOWN', { pacticipant: unknown.pacticipant, version: unknown.version ?? '(any)' });
  if (query.environment !== undefined && problems.includes(`Environment with name '${query.environment}' does not exist`)) {
    throw new RingproofError('RP_ENVIRONMENT_UNKNOWN', { environment: query.environment, known: (await environmentsOf(http)).map(({ name }) => name).join(', ') || 'none' });
  }
  throw new RingproofError('RP_BROKER_REFUSED', { url: http.baseUrl, status: answer.status, problem: problems.join('; '), advice: 'The question was understood and refused.' });
}

/** The query as Rack reads it: a repeated key begins the next selector. */
function parametersOf({ selectors, ignore = [], latestBy, environment, tag, mainBranch, latest, success }: MatrixQuery): string {
  const pairs: [string, string][] = [
    ...selectors.flatMap((selector) => selectorPairs('q', selector)),
    ...ignore.flatMap((selector) => selectorPairs('ignore', selector)),
    ...(success ?? []).map((value): [string, string] => ['success[]', value === null ? '' : String(value)]),
    ...(latestBy ? [['latestby', latestBy] as [string, string]] : []),
    ...(environment === undefined ? [] : [['environment', environment] as [string, string]]),
    ...(tag === undefined ? [] : [['tag', tag] as [string, string]]),
    ...(mainBranch ? [['mainBranch', 'true'] as [string, string]] : []),
    ...(latest ? [['latest', 'true'] as [string, string]] : []),
    ['limit', String(LIMIT)],
  ];
  return pairs.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
}

const selectorPairs = (prefix: string, { pacticipant, ...criteria }: Selector): [string, string][] =>
  [['pacticipant', pacticipant] as const, ...Object.entries(criteria)].map(([key, value]) => [`${prefix}[][${key}]`, String(value)]);
