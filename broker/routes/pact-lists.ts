import type { Context } from 'hono';
import type { View } from '#broker/ledger/view';
import { remove } from '#broker/operations/removal';
import { type Routes, baseOf, curies, dateTime, hal, notFound } from '#broker/routes/hal';
import { pactName } from '#broker/routes/pact-document';
import { pageOf } from '#broker/routes/paging';
import type { PactRef } from '#broker/rules/facts';
import { paths } from '#broker/rules/paths';

/** Which of a consumer's pacts: all, those with a tag, those of a branch or of the main branch; or the latest one of these. */
interface Which { tag?: string; branch?: string; main?: true; latest?: true }

/** A consumer's pacts with a provider, newest first. */
export function pactsOf(view: View, consumer: string, provider: string, { tag, branch, main, latest }: Which): PactRef[] {
  const name = main ? view.mainBranchOf(consumer) : branch;
  if (main && name === undefined) return [];
  if (tag === undefined && name === undefined && latest) return [view.latestPact(consumer, provider) ?? []].flat();
  const all = view.pactsOfConsumer(consumer, provider);
  if (tag === undefined && name === undefined) return all;
  const wanted = new Set(view.versions({ pacticipant: consumer, ...(tag !== undefined && { tag }), ...(name !== undefined && { branch: name }) }).map(({ id }) => id));
  const found = all.filter((pact) => wanted.has(pact.consumer.id));
  return latest ? found.slice(0, 1) : found;
}

const BETWEEN = '/pacts/provider/:provider/consumer/:consumer';
const OF_PROVIDER = '/pacts/provider/:provider';

export const pactListRoutes: Routes = (app, ledger) => {
  const between = (path: string, which: (param: Record<string, string>) => Which, removable = false) => {
    const find = (c: Context) => {
      const param = c.req.param() as Record<string, string>;
      const { consumer = '', provider = '' } = param;
      return ledger.read((view) => (view.hasPacticipant(consumer) && view.hasPacticipant(provider) ? { consumer, provider, pacts: pactsOf(view, consumer, provider, which(param)) } : undefined));
    };
    app.get(BETWEEN + path, (c) => {
      const found = find(c);
      return found ? hal(c, betweenDocument(c, found)) : notFound(c);
    });
    if (!removable) return;
    app.delete(BETWEEN + path, (c) => {
      const found = find(c);
      for (const { consumer, provider } of found?.pacts ?? []) remove(ledger, { kind: 'pact-removed', consumer: consumer.pacticipant, version: consumer.number, provider });
      return found ? c.body(null, 204) : notFound(c);
    });
  };
  between('/versions', () => ({}), true);
  between('/tag/:tag', ({ tag = '' }) => ({ tag }), true);
  // Pact's command line asks for this one, which the real broker lacks.
  between('/branch', () => ({ main: true }));
  between('/branch/versions', () => ({ main: true }), true);
  between('/branch/latest/versions', () => ({ main: true, latest: true }));
  between('/branch/:branch', ({ branch = '' }) => ({ branch }), true);
  between('/branch/:branch/latest/versions', ({ branch = '' }) => ({ branch, latest: true }));

  const ofProvider = (path: string, which: (param: Record<string, string>) => Which) => app.get(OF_PROVIDER + path, (c) => {
    const param = c.req.param() as Record<string, string>;
    const { provider = '' } = param;
    const found = ledger.read((view) => (view.hasPacticipant(provider) ? view.consumersOf(provider).sort().flatMap((consumer) => pactsOf(view, consumer, provider, which(param))) : undefined));
    return found ? listOf(c, found, { name: provider, href: paths.pacticipant(provider) }) : notFound(c);
  });
  ofProvider('', () => ({}));
  ofProvider('/latest', () => ({ latest: true }));
  ofProvider('/latest/:tag', ({ tag = '' }) => ({ tag, latest: true }));
  ofProvider('/tag/:tag', ({ tag = '' }) => ({ tag }));
  ofProvider('/branch', () => ({ main: true }));
  ofProvider('/branch/latest', () => ({ main: true, latest: true }));
  ofProvider('/branch/:branch', ({ branch = '' }) => ({ branch }));
  ofProvider('/branch/:branch/latest', ({ branch = '' }) => ({ branch, latest: true }));
  app.get('/pacts/latest', (c) => listOf(c, ledger.read((view) => view.integrations().flatMap(({ consumer, provider }) => pactsOf(view, consumer, provider, { latest: true })))));
};

const hrefOf = (base: string, { consumer, provider }: PactRef) => base + paths.pact(provider, consumer.pacticipant, consumer.number);
const nameOf = ({ consumer, provider }: PactRef) => pactName({ consumer: consumer.pacticipant, version: consumer.number, provider });

function betweenDocument(c: Context, { consumer, provider, pacts }: { consumer: string; provider: string; pacts: PactRef[] }): object {
  const base = baseOf(c);
  const self = base + new URL(c.req.url).pathname;
  const page = pageOf(c, pacts, self);
  return {
    _embedded: { pacts: page.items.map((pact) => ({
      createdAt: dateTime(pact.publishedAt),
      _embedded: { consumerVersion: { number: pact.consumer.number, _links: { self: { title: 'Version', name: pact.consumer.number, href: base + paths.version(consumer, pact.consumer.number) } } } },
      _links: { self: { href: hrefOf(base, pact), title: nameOf(pact) } },
    })) },
    ...page.document,
    _links: {
      self: { href: self, title: `All versions of the pact between ${consumer} and ${provider}` }, ...page.links,
      consumer: { href: base + paths.pacticipant(consumer), title: 'Consumer', name: consumer },
      provider: { href: base + paths.pacticipant(provider), title: 'Provider', name: provider },
      // Not the real broker's: Pact's command line looks for it here too, and panics without.
      'pb:pacts': page.items.map((pact) => ({ href: hrefOf(base, pact), title: nameOf(pact), name: consumer })),
      'pact-versions': page.items.map((pact) => ({ href: hrefOf(base, pact), title: 'Pact', name: `Version ${pact.consumer.number} - ${dateTime(pact.publishedAt).slice(0, 10)}` })),
    },
  };
}

function listOf(c: Context, pacts: PactRef[], provider?: { name: string; href: string }): Response {
  const base = baseOf(c);
  const named = (name: string) => ({ name, _links: { self: { href: base + paths.pacticipant(name) } } });
  const links = pacts.map((pact) => ({ href: hrefOf(base, pact), title: nameOf(pact), name: pact.consumer.pacticipant }));
  return hal(c, {
    pacts: pacts.map((pact) => ({
      createdAt: dateTime(pact.publishedAt),
      _embedded: { consumer: { ...named(pact.consumer.pacticipant), _embedded: { version: { number: pact.consumer.number } } }, provider: named(pact.provider) },
      _links: { self: [{ href: base + paths.latestPact(pact.provider, pact.consumer.pacticipant) }, { href: hrefOf(base, pact) }] },
    })),
    _links: {
      self: { href: base + new URL(c.req.url).pathname }, ...(provider && { 'pb:provider': { title: 'Provider', name: provider.name, href: base + provider.href } }),
      'pb:pacts': links, pacts: links, curies: curies(base, 'pacts'),
    },
  });
}
