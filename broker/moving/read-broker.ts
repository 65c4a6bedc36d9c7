import { hrefOf, listAt, names, textAt, timeAt } from '#broker/remote/hal';
import type { Http } from '#broker/remote/http';
import { askMatrix } from '#broker/remote/deploy';
import type { History, Outcome, Pact, Pacticipant, Stay, Version, Webhook } from '#broker/moving/history';
import { inOrder } from '#broker/moving/plan';
import { contentsOf, present } from '#broker/moving/read-ledger';
import { contentOf } from '#broker/operations/publish';
import { AS_PUBLISHED, withoutAdded } from '#broker/rules/as-published';
import { pactOfResultsUrl, paths } from '#broker/rules/paths';
import { parseWebhook } from '#broker/webhooks/webhook';
import { type JsonObject, isObject } from '#core/json';
import type { Progress } from '#core/report';

/** At most this many requests at once: a broker is shared by many. */
const AT_ONCE = 8;
/** More rows than this are cut by `askMatrix`. */
const MOST_RESULTS = 10_000;

/** A broker's history, read over its API. It is read bit by bit: what is published meanwhile may or may not be in it. */
export async function historyFrom(http: Http, progress: Progress): Promise<History> {
  const untold: string[] = [];
  const each = async <T, R>(what: string, all: readonly T[], ask: (one: T) => Promise<R>): Promise<R[]> => {
    const answers: R[] = [];
    for (let from = 0; from < all.length; from += AT_ONCE) {
      progress.step(`reading ${what} of ${http.baseUrl}`, from, all.length);
      answers.push(...(await Promise.all(all.slice(from, from + AT_ONCE).map(ask))));
    }
    return answers;
  };
  const pacticipants = (await listOf(http, '/pacticipants', 'pacticipants')).map(pacticipantOf);
  const versions = (await each('versions', pacticipants, ({ name }) => versionsOf(http, name))).flat();
  const pairs = (await listOf(http, '/integrations', 'integrations')).map((one) => ({ consumer: textAt(one, 'consumer', 'name') ?? '', provider: textAt(one, 'provider', 'name') ?? '' }));
  const published = (await each('pacts', pairs, ({ consumer, provider }) => pactsBetween(http, consumer, provider))).flat();
  const shas = new Map<string, string>();
  const pacts = await each('pacts', published, (one) => pactOf(http, one, shas));
  const results = (await each('results', contentsOf(pacts), (pact) => resultsOf(http, pact, shas, untold))).flat();
  const environments = (await listOf(http, paths.environments, 'environments')).map((one) => ({
    uuid: textAt(one, 'uuid') ?? '', name: textAt(one, 'name') ?? '', displayName: textAt(one, 'displayName') ?? '', production: one['production'] === true,
    at: timeAt(one, 'createdAt'), ...(Array.isArray(one['contacts']) && { contacts: one['contacts'] }),
  }));
  const placed = versions.flatMap((version) => environments.flatMap((environment) => (['deployed', 'released'] as const).map((kind) => ({ version, environment, kind }))));
  const stays = inOrder((await each('deployments', placed, ({ version: { pacticipant, number }, environment: { uuid, name }, kind }) => staysOf(http, pacticipant, number, uuid, name, kind))).flat());
  const webhooks = (await each('webhooks', listAt((await http.get(paths.webhooks)).body, '_links', 'pb:webhooks'), (link) => webhookOf(http, textAt(link, 'href') ?? '', untold))).flat();
  return { pacticipants, versions, pacts, results, environments, stays, webhooks, untold };
}

/** All pages of a list. */
async function listOf(http: Http, path: string, name: string): Promise<JsonObject[]> {
  const all: JsonObject[] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const { body }: { body: JsonObject } = await http.get(next);
    all.push(...listAt(body, '_embedded', name));
    next = hrefOf(body, 'next');
  }
  return all;
}

function pacticipantOf(one: JsonObject): Pacticipant {
  const [name = '', displayName] = [textAt(one, 'name'), textAt(one, 'displayName')];
  return {
    name, at: timeAt(one, 'createdAt'), labels: names(listAt(one, '_embedded', 'labels')),
    details: present({
      displayName: displayName === name ? undefined : displayName, mainBranch: textAt(one, 'mainBranch'), repositoryUrl: textAt(one, 'repositoryUrl'),
      repositoryName: textAt(one, 'repositoryName'), repositoryNamespace: textAt(one, 'repositoryNamespace'),
    }),
  };
}

async function versionsOf(http: Http, pacticipant: string): Promise<Version[]> {
  const since = new Map((await listOf(http, paths.branches(pacticipant), 'branches')).map((one) => [textAt(one, 'name'), timeAt(one, 'createdAt')]));
  return (await listOf(http, paths.versions(pacticipant), 'versions')).reverse().map((one) => {
    const at = timeAt(one, 'createdAt');
    const buildUrl = textAt(one, 'buildUrl');
    return {
      pacticipant, number: textAt(one, 'number') ?? '', at, ...(buildUrl !== undefined && { buildUrl }),
      branches: names(listAt(one, '_embedded', 'branchVersions')).map((name) => ({ name, at: since.get(name) ?? at })),
      tags: names(listAt(one, '_embedded', 'tags')).map((name) => ({ name, at })),
    };
  });
}

interface Published { consumer: string; provider: string; version: string; at: number }

async function pactsBetween(http: Http, consumer: string, provider: string): Promise<Published[]> {
  return (await listOf(http, `${paths.between(provider, consumer)}/versions`, 'pacts')).reverse().map((one) => ({
    consumer, provider, version: textAt(one, '_embedded', 'consumerVersion', 'number') ?? '', at: timeAt(one, 'createdAt'),
  }));
}

/** `shas` learns which address a broker gives a content: it may reckon it from another text than ringproof. */
async function pactOf(http: Http, { consumer, provider, version, at }: Published, shas: Map<string, string>): Promise<Pact> {
  const read = async () => {
    const { text, type, body } = await http.get(paths.pact(provider, consumer, version), AS_PUBLISHED);
    return { text: type.startsWith(AS_PUBLISHED) ? text : withoutAdded(text), address: pactOfResultsUrl(hrefOf(body, 'pb:publish-verification-results') ?? '')?.sha };
  };
  const { text, address } = await read();
  const { sha } = contentOf(consumer, provider, text);
  shas.set(JSON.stringify([consumer, provider, sha]), address ?? sha);
  return { consumer, version, provider, sha, at, text: async () => (await read()).text };
}

/** By the matrix of one version that has the content: numbers of results are not counted for each content in every broker. */
async function resultsOf(http: Http, { consumer, version, provider, sha }: Pact, shas: ReadonlyMap<string, string>, untold: string[]): Promise<Outcome[]> {
  const { body } = await askMatrix(http, { selectors: [{ pacticipant: consumer, version }, { pacticipant: provider }] });
  const lines = listAt(body, 'matrix').filter((line) => textAt(line, 'consumer', 'name') === consumer && textAt(line, 'provider', 'name') === provider);
  if (lines.length >= MOST_RESULTS) untold.push(`the results of ${consumer} ${version} with ${provider} beyond the first ${MOST_RESULTS}`);
  const hrefs = [...new Set(lines.flatMap((line) => hrefOf(line['verificationResult'], 'self') ?? []))];
  const address = shas.get(JSON.stringify([consumer, provider, sha])) ?? sha;
  const numbered = hrefs.map((href) => ({ href, number: Number(/\/(\d+)$/.exec(href)?.[1] ?? 0) })).filter(({ href }) => href.includes(address)).sort((a, b) => a.number - b.number);
  const all: Outcome[] = [];
  for (const { href } of numbered) {
    const { body: one } = await http.get(href);
    const [buildUrl, testResults, verifiedBy] = [textAt(one, 'buildUrl'), one['testResults'], one['verifiedBy']];
    all.push({
      consumer, provider, sha, providerVersion: textAt(one, 'providerApplicationVersion') ?? '', success: one['success'] === true, wip: one['wip'] === true, at: timeAt(one, 'verificationDate'),
      ...(buildUrl !== undefined && { buildUrl }), ...(testResults !== undefined && testResults !== null && { testResults }), ...(isObject(verifiedBy) && { verifiedBy }),
    });
  }
  return all;
}

async function staysOf(http: Http, pacticipant: string, version: string, uuid: string, environment: string, kind: Stay['kind']): Promise<Stay[]> {
  const { body } = await http.get(paths.stays(pacticipant, version, uuid, kind));
  return listAt(body, '_embedded', `${kind}Versions`).map((one) => {
    const instance = textAt(one, 'applicationInstance') ?? textAt(one, 'target');
    const endedAt = timeAt(one, kind === 'deployed' ? 'undeployedAt' : 'supportEndedAt');
    return {
      uuid: textAt(one, 'uuid') ?? '', kind, pacticipant, version, environment, at: timeAt(one, 'createdAt'), ...(instance !== undefined && { instance }),
      ...(one[kind === 'deployed' ? 'currentlyDeployed' : 'currentlySupported'] === false && { endedAt }),
    };
  });
}

async function webhookOf(http: Http, href: string, untold: string[]): Promise<Webhook[]> {
  const { body } = await http.get(href);
  const uuid = textAt(body, 'uuid') ?? /([\w-]+)$/.exec(href)?.[1] ?? '';
  const parsed = parseWebhook(body);
  if ('webhook' in parsed) return [{ uuid, ...parsed.webhook }];
  untold.push(`the webhook ${uuid}: ${Object.entries(parsed.errors).map(([field, problems]) => `${field} ${problems.join(', ')}`).join('; ')}`);
  return [];
}
