import type { Broker } from '#broker/broker';
import { hrefOf, listAt, names, textAt, timeAt } from '#broker/remote/hal';
import { type Http, type RemoteOptions, httpTo } from '#broker/remote/http';
import { paths } from '#broker/rules/paths';
import { RingproofError } from '#core/errors';

export type { RemoteOptions } from '#broker/remote/http';

/** Any Pact Broker by its URL. What only some questions need is loaded when they are asked. */
export function remoteBroker(options: RemoteOptions): Broker {
  const http = httpTo(options);
  return {
    publish: async (request) => (await import('#broker/remote/publish')).publish(http, request),
    pactsForVerification: async (request) => (await import('#broker/remote/verify')).pactsToVerify(http, request),
    recordVerification: async (fact) => (await import('#broker/remote/verify')).recordVerification(http, fact),
    createEnvironment: async (name, production = false) => (await import('#broker/remote/places')).createEnvironment(http, name, production),
    recordDeployment: async (pacticipant, version, environment, instance) => (await import('#broker/remote/places')).record(http, 'deployment', pacticipant, version, environment, instance),
    recordUndeployment: async (pacticipant, version, environment, instance) => (await import('#broker/remote/places')).recordUndeployment(http, pacticipant, version, environment, instance),
    recordRelease: async (pacticipant, version, environment) => (await import('#broker/remote/places')).record(http, 'release', pacticipant, version, environment),
    recordDrift: async (plays) => (await import('#broker/remote/plays')).notePlays(http, plays),
    plays: async () => (await import('#broker/remote/plays')).playsAt(http),
    async canIDeploy(query) {
      const { inEnvironment, verdictOn } = await import('#broker/remote/deploy');
      return verdictOn(http, query, await inEnvironment(http, query.environment), Date.now());
    },
    async canIMerge(query) {
      const { onMainBranches, verdictOn } = await import('#broker/remote/deploy');
      return verdictOn(http, query, onMainBranches(http), Date.now());
    },
    async pact(consumer, version, provider) {
      const { status, text } = await http.get(paths.pact(provider, consumer, version));
      return status === 404 ? undefined : text;
    },
    async matrix(query) {
      const { askMatrix } = await import('#broker/remote/deploy');
      const { rowsOf } = await import('#broker/remote/rows');
      return rowsOf(http, listAt((await askMatrix(http, query)).body, 'matrix'));
    },
    pacticipants: () => pacticipants(http),
    versions: (pacticipant) => versions(http, pacticipant),
    async environments() {
      const { environmentsOf, staysIn } = await import('#broker/remote/places');
      return Promise.all((await environmentsOf(http)).map(async ({ uuid, name, production }) => ({
        name, production,
        versions: (await staysIn(http, uuid)).map(({ pacticipant, version, kind, instance, since }) => ({ pacticipant, version, kind, ...(instance !== undefined && { instance }), since })),
      })));
    },
  };
}

async function pacticipants(http: Http): ReturnType<Broker['pacticipants']> {
  const [known, integrations] = await Promise.all([http.get('/pacticipants'), http.get('/integrations')]);
  const pairs = listAt(integrations.body, '_embedded', 'integrations').map((one) => [textAt(one, 'consumer', 'name') ?? '', textAt(one, 'provider', 'name') ?? ''] as const);
  return listAt(known.body, '_embedded', 'pacticipants').map((one) => {
    const name = textAt(one, 'name') ?? '';
    const [mainBranch, repositoryUrl] = [textAt(one, 'mainBranch'), textAt(one, 'repositoryUrl')];
    return {
      name, ...(mainBranch !== undefined && { mainBranch }), ...(repositoryUrl !== undefined && { repositoryUrl }),
      providers: pairs.filter(([consumer]) => consumer === name).map(([, provider]) => provider).sort(),
      consumers: pairs.filter(([, provider]) => provider === name).map(([consumer]) => consumer).sort(),
    };
  });
}

async function versions(http: Http, pacticipant: string): ReturnType<Broker['versions']> {
  const { status, body } = await http.get(`${paths.pacticipant(pacticipant)}/versions`);
  if (status === 404) throw new RingproofError('RP_VERSION_UNKNOWN', { pacticipant, version: '(any)' });
  return listAt(body, '_embedded', 'versions').map((one) => {
    const buildUrl = textAt(one, 'buildUrl');
    return {
      number: textAt(one, 'number') ?? '', branches: names(listAt(one, '_embedded', 'branchVersions')), tags: names(listAt(one, '_embedded', 'tags')),
      ...(buildUrl !== undefined && { buildUrl }), createdAt: timeAt(one, 'createdAt'),
      providers: listAt(one, '_links', 'pb:pact-versions').flatMap((link) => providerIn(textAt(link, 'href') ?? hrefOf(link, 'self') ?? '')).sort(),
    };
  });
}

function providerIn(href: string): string[] {
  const [, provider] = /\/pacts\/provider\/([^/]+)\//.exec(href) ?? [];
  return provider === undefined ? [] : [decodeURIComponent(provider)];
}
