import { type Link, type Routes, baseOf, curies, hal } from '#broker/routes/hal';

/** Relation, title, path. A path with `{}` is a template. */
const RELATIONS: readonly (readonly [relation: string, title: string, path: string])[] = [
  ['pb:publish-pact', 'Publish a pact', '/pacts/provider/{provider}/consumer/{consumer}/version/{consumerApplicationVersion}'],
  ['pb:publish-contracts', 'Publish contracts', '/contracts/publish'],
  ['pb:latest-pact-versions', 'Latest pact versions', '/pacts/latest'],
  ['pb:pacticipants', 'Pacticipants', '/pacticipants'],
  ['pb:pacticipant', 'Fetch pacticipant by name', '/pacticipants/{pacticipant}'],
  ['pb:latest-provider-pacts', 'Latest pacts by provider', '/pacts/provider/{provider}/latest'],
  ['pb:latest-provider-pacts-with-tag', 'Latest pacts for provider with the specified tag', '/pacts/provider/{provider}/latest/{tag}'],
  ['pb:latest-version', 'Latest pacticipant version', '/pacticipants/{pacticipant}/latest-version'],
  ['pb:latest-tagged-version', 'Latest pacticipant version with the specified tag', '/pacticipants/{pacticipant}/latest-version/{tag}'],
  ['pb:integrations', 'Integrations', '/integrations'],
  ['pb:pacticipant-version-tag', 'Get, create or delete a tag for a pacticipant version', '/pacticipants/{pacticipant}/versions/{version}/tags/{tag}'],
  ['pb:pacticipant-branch', 'Get or delete a pacticipant branch', '/pacticipants/{pacticipant}/branches/{branch}'],
  ['pb:pacticipant-branch-version', 'Get or add/create a pacticipant version for a branch', '/pacticipants/{pacticipant}/branches/{branch}/versions/{version}'],
  ['pb:pacticipant-version', 'Get, create or delete a pacticipant version', '/pacticipants/{pacticipant}/versions/{version}'],
  ['pb:can-i-deploy-pacticipant-version-to-tag', 'Determine if an application version can be safely deployed to an environment identified by the given tag', '/can-i-deploy?pacticipant={pacticipant}&version={version}&to={tag}'],
  ['pb:can-i-deploy-pacticipant-version-to-environment', 'Determine if an application version can be safely deployed to an environment', '/can-i-deploy?pacticipant={pacticipant}&version={version}&environment={environment}'],
  ['pb:provider-pacts-for-verification', 'Pact versions to be verified for the specified provider', '/pacts/provider/{provider}/for-verification'],
  ['pb:webhooks', 'Webhooks', '/webhooks'],
  ['pb:webhook', 'Webhook', '/webhooks/{uuid}'],
  ['pb:environments', 'Environments', '/environments'],
  ['pb:environment', 'Environment', '/environments/{uuid}'],
];

export const indexRoutes: Routes = (app) => {
  app.get('/', (c) => {
    const base = baseOf(c);
    const links = RELATIONS.map(([relation, title, path]): [string, Link] => [relation, { href: base + path, title, ...(path.includes('{') && { templated: true as const }) }]);
    return hal(c, { _links: { self: { href: base, title: 'Index', templated: false }, ...Object.fromEntries(links), curies: curies(base, 'index') } });
  });
  app.get('/diagnostic/status/heartbeat', (c) => hal(c, { ok: true, _links: { self: { href: `${baseOf(c)}/diagnostic/status/heartbeat` } } }));
};
