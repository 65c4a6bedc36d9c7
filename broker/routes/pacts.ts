import type { Context } from 'hono';
import type { PactRecord, View } from '#broker/ledger/view';
import { conflictNotices, publishPacts } from '#broker/operations/publish';
import { HAL, type Routes, baseOf, bodyText, curies, dateTime, hal, invalid, notFound } from '#broker/routes/hal';
import { pactDocument, pactName } from '#broker/routes/pact-document';
import { paths } from '#broker/rules/paths';

const serve = (c: Context, pact: PactRecord | undefined, metadata = '', status: 200 | 201 = 200): Response =>
  pact ? c.newResponse(pactDocument(pact, baseOf(c), metadata), status, { 'content-type': HAL, 'x-pact-consumer-version': encodeURIComponent(pact.version) }) : notFound(c);

const BETWEEN = '/pacts/provider/:provider/consumer/:consumer';

export const pactRoutes: Routes = (app, ledger) => {
  app.get(`${BETWEEN}/version/:version`, (c) => {
    const { provider, consumer, version } = c.req.param();
    return serve(c, ledger.read((view) => view.pact(consumer, version, provider)));
  });
  app.put(`${BETWEEN}/version/:version`, async (c) => {
    const { provider, consumer, version } = c.req.param();
    const text = await bodyText(c);
    if (text === undefined) return invalid(c, { pact: ['contract content has a non UTF-8 character and cannot be parsed as JSON'] });
    const request = { consumer, version, pacts: [{ provider, text }] };
    const outcome = publishPacts(ledger, request);
    if (outcome.conflicts) return c.json({ error: conflictNotices(request, outcome.conflicts[0]).map((notice) => notice.text).join('\n') }, 409);
    return serve(c, ledger.read((view) => view.pact(consumer, version, provider)), '', outcome.pacts[0]?.isNew ? 201 : 200);
  });
  app.get(`${BETWEEN}/pact-version/:sha`, (c) => {
    const { provider, consumer, sha } = c.req.param();
    return serve(c, ledger.read((view) => view.pactOfContent(consumer, provider, sha)));
  });
  app.get(`${BETWEEN}/pact-version/:sha/metadata/:metadata`, (c) => {
    const { provider, consumer, sha, metadata } = c.req.param();
    return serve(c, ledger.read((view) => view.pactOfContent(consumer, provider, sha)), metadata);
  });
  app.get(`${BETWEEN}/latest`, (c) => {
    const { provider, consumer } = c.req.param();
    return serve(c, ledger.read((view) => newest(view, consumer, provider)));
  });
  app.get(`${BETWEEN}/latest/:tag`, (c) => {
    const { provider, consumer, tag } = c.req.param();
    return serve(c, ledger.read((view) => newest(view, consumer, provider, { tag })));
  });
  app.get(`${BETWEEN}/branch/:branch/latest`, (c) => {
    const { provider, consumer, branch } = c.req.param();
    return serve(c, ledger.read((view) => newest(view, consumer, provider, { branch })));
  });
  app.get('/pacts/latest', (c) => list(c, ledger.read((view) => view.latestPacts())));
  app.get('/pacts/provider/:provider/latest', (c) => {
    const { provider } = c.req.param();
    return list(c, ledger.read((view) => view.latestPacts().filter((pact) => pact.provider === provider)));
  });
  app.get('/pacts/provider/:provider/latest/:tag', (c) => {
    const { provider, tag } = c.req.param();
    return list(c, ledger.read((view) => view.consumersOf(provider).sort().flatMap((consumer) => newest(view, consumer, provider, { tag }) ?? [])));
  });
  app.get('/integrations', (c) => {
    const base = baseOf(c);
    const integrations = ledger.read((view) => view.latestPacts()).map(({ consumer, provider }) => ({ consumer: { name: consumer }, provider: { name: provider } }));
    return hal(c, { _embedded: { integrations }, _links: { self: { href: `${base}/integrations`, title: 'All integrations' } } });
  });
};

/** The newest pact of the two; of the newest consumer version with this tag or of this branch. */
function newest(view: View, consumer: string, provider: string, of?: { tag: string } | { branch: string }): PactRecord | undefined {
  const found = of
    ? view.versions({ pacticipant: consumer, ...of }).flatMap(({ id }) => view.pactsOfVersion(id)).find((pact) => pact.provider === provider)
    : view.latestPact(consumer, provider);
  return found && view.pact(consumer, found.consumer.number, provider);
}

function list(c: Context, pacts: Omit<PactRecord, 'text'>[]): Response {
  const base = baseOf(c);
  const named = (name: string) => ({ name, _links: { self: { href: base + paths.pacticipant(name) } } });
  const latest = pacts.map(({ consumer, provider, version }) => ({ href: base + paths.pact(provider, consumer, version), title: pactName({ consumer, provider, version }), name: consumer }));
  return hal(c, {
    pacts: pacts.map(({ consumer, provider, version, createdAt }) => ({
      createdAt: dateTime(createdAt),
      _embedded: { consumer: { ...named(consumer), _embedded: { version: { number: version } } }, provider: named(provider) },
      _links: { self: [{ href: base + paths.latestPact(provider, consumer) }, { href: base + paths.pact(provider, consumer, version) }] },
    })),
    _links: { self: { href: base + new URL(c.req.url).pathname }, 'pb:pacts': latest, pacts: latest, curies: curies(base, 'pacts') },
  });
}
