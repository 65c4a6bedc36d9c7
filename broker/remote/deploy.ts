import type { MergeQuery } from '#broker/broker';
import { listAt, textAt } from '#broker/remote/hal';
import { type Answer, type Http, problemsOf } from '#broker/remote/http';
import { environmentNamed, environmentsOf, staysIn } from '#broker/remote/places';
import { playsAt } from '#broker/remote/plays';
import { rowsOf, together } from '#broker/remote/rows';
import { type Deployability, judge } from '#broker/rules/deployability';
import type { MatrixQuery } from '#broker/rules/matrix';
import type { MatrixRow } from '#broker/rules/matrix-row';
import { paths } from '#broker/rules/paths';
import type { Reason } from '#broker/rules/reasons';
import { doubtsOf } from '#broker/rules/scenario-play';
import type { ResolvedSelector, Selector } from '#broker/rules/selector';
import { RingproofError } from '#core/errors';

/** The real broker cuts a matrix at 100 rows before it decides; nothing may be cut from a verdict. */
const LIMIT = 10_000;

/** What a verdict is against: the matrix question, and which versions of an application that stands for. */
export interface Against { question: Omit<MatrixQuery, 'selectors'>; selectorsOf: (pacticipant: string) => Promise<ResolvedSelector[]>; environment?: string }

/** @throws RingproofError RP_ENVIRONMENT_UNKNOWN. */
export async function inEnvironment(http: Http, environment: string): Promise<Against> {
  const { uuid } = await environmentNamed(http, environment);
  const stays = await staysIn(http, uuid);
  return {
    environment, question: { environment, latestBy: 'cvpv' },
    async selectorsOf(pacticipant) {
      const base = { pacticipant, environment, specified: false, ignored: false };
      const versions = [...new Set(stays.filter((one) => one.pacticipant === pacticipant).map(({ version }) => version))];
      if (versions.length === 0) return [{ ...base, exists: false }];
      return versions.map((number) => ({ ...base, number, exists: true, ...(versions.length > 1 && { oneOfMany: true as const }) }));
    },
  };
}

/** The latest version of every application's main branch. */
export const onMainBranches = (http: Http): Against => ({
  question: { mainBranch: true, latest: true, latestBy: 'cvp' },
  async selectorsOf(pacticipant) {
    const base = { pacticipant, mainBranch: true, latest: true, specified: false, ignored: false } as const;
    const branch = textAt((await http.get(paths.pacticipant(pacticipant))).body, 'mainBranch');
    if (branch === undefined) return [{ ...base, exists: false }];
    const { status, body } = await http.get(`${paths.branch(pacticipant, branch)}/latest-version`);
    const number = status === 404 ? undefined : textAt(body, 'number');
    return [number === undefined ? { ...base, exists: false } : { ...base, branchFound: branch, number, exists: true }];
  },
});

/**
 * Asks the broker's matrix and decides by ringproof's own rules from its rows: typed reasons, evidence, and several
 * versions in one environment. A broker that does not say "deployable" is never turned into a yes.
 */
export async function verdictOn(http: Http, query: MergeQuery, { question, selectorsOf, environment }: Against, now: number): Promise<Deployability> {
  const { pacticipant, version, minEvidence, maxAgeMs, ignore = [] } = query;
  const asked: MatrixQuery = { selectors: [{ pacticipant, version }], ...question, ignore: ignore.map((name) => ({ pacticipant: name })) };
  const { body } = await askMatrix(http, asked);
  // An older proof may be the better one; without grouping the broker shows every result, but its own verdict then counts old failures.
  const needsHistory = minEvidence !== undefined || maxAgeMs !== undefined;
  const lines = listAt(needsHistory ? (await askMatrix(http, { ...asked, latestBy: undefined })).body : body, 'matrix');
  const [rows, exists, ignored, doubts] = await Promise.all([
    rowsOf(http, lines), versionExists(http, pacticipant, version), Promise.all(ignore.map((name) => ignoredSelector(http, name))),
    minEvidence ? playsAt(http).then(doubtsOf) : undefined,
  ]);
  const others = new Set(rows.flatMap(({ consumer, provider }) => [consumer.name, provider.name]).filter((name) => name !== pacticipant));
  const specified: ResolvedSelector = { pacticipant, version, ...(exists && { number: version }), exists, specified: true, ignored: false };
  const inferred = await Promise.all([...others].map(async (name) => (await selectorsOf(name)).map((one) => ({ ...one, ignored: ignore.includes(name) }))));
  const selectors = [specified, ...inferred.flat()];
  const all = environment === undefined ? together(rows) : withWaiting(together(rows), selectors, environment);
  const demand = { now, ...(minEvidence && { minEvidence }), ...(maxAgeMs !== undefined && { maxAgeMs }), doubts: new Map([...(doubts ?? []), ...(query.doubts ?? [])]) };
  const { verdict, reasons } = judge({ rows: all, selectors, ignored, missing: [], targeted: true }, demand);
  const deployable = typeof body['summary'] === 'object' ? (body['summary'] as { deployable?: unknown } | null)?.deployable : undefined;
  if (verdict !== 'yes' || deployable === true) return { verdict, reasons, rows: all };
  return { verdict: deployable === false ? 'no' : 'unknown', reasons: saidBy(body), rows: all };
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
