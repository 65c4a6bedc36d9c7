import type { Context } from 'hono';
import type { Ledger } from '#broker/ledger/ledger';
import type { View } from '#broker/ledger/view';
import { remove } from '#broker/operations/removal';
import { type Routes, baseOf, hal, notFound } from '#broker/routes/hal';
import { nestedQuery } from '#broker/routes/nested-query';
import { pageOf } from '#broker/routes/paging';
import { paths } from '#broker/rules/paths';

interface Pair { consumer: string; provider: string }

/** Who has a pact with whom: as resources, as a graph, and as the table of the old network diagram. */
export const integrationRoutes: Routes = (app, ledger) => {
  const all = () => ledger.read((view) => view.integrations());
  app.get('/integrations', (c) => {
    if (/graphviz/.test(c.req.header('accept') ?? '')) return c.body(graph(all()), 200, { 'content-type': 'text/vnd.graphviz;charset=utf-8' });
    const base = baseOf(c);
    const asked = nestedQuery(c.req.url).text('q')?.toLowerCase() ?? '';
    const page = pageOf(c, all().filter(({ consumer, provider }) => `${consumer}\n${provider}`.toLowerCase().includes(asked)), `${base}/integrations`);
    return hal(c, {
      _embedded: { integrations: page.items.map((pair) => documentOf(pair, base)) }, ...page.document,
      _links: { self: { href: `${base}/integrations`, title: 'All integrations' }, ...page.links },
    });
  });
  app.delete('/integrations', (c) => {
    for (const pair of all()) remove(ledger, { kind: 'integration-removed', ...pair });
    return c.body(null, 204);
  });
  app.delete('/integrations/provider/:provider/consumer/:consumer', (c) => {
    const { provider, consumer } = c.req.param();
    return remove(ledger, { kind: 'integration-removed', consumer, provider }) ? c.body(null, 204) : notFound(c);
  });
  app.get('/relationships', (c) => csv(c, ledger, all()));
  app.get('/groups/:name', (c) => {
    const name = c.req.param('name');
    return ledger.read((view) => view.hasPacticipant(name)) ? csv(c, ledger, groupOf(name, all())) : notFound(c);
  });
};

function documentOf({ consumer, provider }: Pair, base: string): object {
  return {
    consumer: { name: consumer }, provider: { name: provider },
    _links: {
      'pb:dashboard': { title: 'BETA: Pacts to show on the dashboard', href: base + paths.dashboard(provider, consumer) },
      'pb:matrix': { title: `Matrix of pacts/verification results for ${consumer} and ${provider}`, href: base + paths.matrixBetween(provider, consumer) },
      'pb:group': { href: base + paths.group(consumer) },
      'pb:delete_integration': { title: `Delete the integration between ${consumer} and ${provider}`, href: base + paths.integration(provider, consumer) },
    },
  };
}

const graph = (pairs: Pair[]) => `digraph { ranksep=3; ratio=auto; overlap=false; node [ shape = plaintext, fontname = Helvetica ]\n${pairs.map(({ consumer, provider }) => `  ${JSON.stringify(consumer)} -> ${JSON.stringify(provider)}\n`).join('')}}\n`;

/** All integrations that hang together with this application. */
function groupOf(name: string, all: Pair[]): Pair[] {
  const names = new Set([name]);
  for (let size = 0; size < names.size;) {
    size = names.size;
    for (const { consumer, provider } of all) if (names.has(consumer) || names.has(provider)) names.add(consumer).add(provider);
  }
  return all.filter(({ consumer }) => names.has(consumer));
}

/** One line an application: id, name, 1, 1, 0, its order, and the ids of its providers, filled up with 0. */
function csv(c: Context, ledger: Ledger, pairs: Pair[]): Response {
  const ids = ledger.read((view: View) => new Map(view.pacticipants().map(({ id, name }) => [name, id])));
  const names = [...new Set(pairs.flatMap(({ consumer, provider }) => [consumer, provider]))];
  const lines = names.map((name, index) => [ids.get(name) ?? 0, name, 1, 1, 0, index + 1, ...pairs.filter(({ consumer }) => consumer === name).map(({ provider }) => ids.get(provider) ?? 0)]);
  const width = Math.max(0, ...lines.map(({ length }) => length));
  const text = lines.map((line) => [...line, ...Array<number>(width - line.length).fill(0)].map(field).join(',')).join('\n');
  return c.body(text === '' ? '' : `${text}\n`, 200, { 'content-type': 'text/csv;charset=utf-8' });
}

const field = (value: string | number) => (/[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value));
