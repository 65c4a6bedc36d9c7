import type { Ledger } from '#broker/ledger/ledger';
import { remove } from '#broker/operations/removal';
import { type Routes, baseOf, bodyObject, hal, invalid, missingTexts, notFound, textIn } from '#broker/routes/hal';
import { nestedQuery } from '#broker/routes/nested-query';
import { pacticipantDocument } from '#broker/routes/pacticipant-document';
import { pageOf } from '#broker/routes/paging';
import { paths } from '#broker/rules/paths';
import type { JsonObject } from '#core/json';

export const pacticipantRoutes: Routes = (app, ledger) => {
  app.get('/pacticipants', (c) => {
    const base = baseOf(c);
    const self = `${base}/pacticipants`;
    const asked = nestedQuery(c.req.url).text('q')?.toLowerCase() ?? '';
    const { pacticipants, page } = ledger.read((view) => {
      const part = pageOf(c, view.pacticipants().filter(({ name }) => name.toLowerCase().includes(asked)), self);
      return { pacticipants: part.items.map((one) => pacticipantDocument(view, one, base)), page: part };
    });
    const links = pacticipants.map(({ name }) => ({ href: base + paths.pacticipant(name), title: name, name }));
    // The top-level list is the real broker's old form; its command line still reads it.
    return hal(c, { pacticipants, _embedded: { pacticipants }, ...page.document, _links: { self: { href: self }, ...page.links, 'pb:pacticipants': links, pacticipants: links } });
  });
  app.post('/pacticipants', async (c) => {
    const body = await bodyObject(c);
    const name = textIn(body, 'name');
    if (name === undefined) return invalid(c, missingTexts(body, 'name'));
    return hal(c, describe(ledger, name, body, baseOf(c)), 201, { location: baseOf(c) + paths.pacticipant(name) });
  });
  app.get('/pacticipants/:name', (c) => {
    const document = ledger.read((view) => {
      const found = view.pacticipant(c.req.param('name'));
      return found && pacticipantDocument(view, found, baseOf(c));
    });
    return document ? hal(c, document) : notFound(c);
  });
  app.delete('/pacticipants/:name', (c) => (remove(ledger, { kind: 'pacticipant-removed', name: c.req.param('name') }) ? c.body(null, 204) : notFound(c)));
  app.on(['PUT', 'PATCH'], '/pacticipants/:name', async (c) => {
    const body = await bodyObject(c);
    const name = c.req.param('name') ?? '';
    const known = ledger.read((view) => view.hasPacticipant(name));
    return hal(c, describe(ledger, name, body, baseOf(c)), known ? 200 : 201);
  });
};

const DETAILS = ['displayName', 'mainBranch', 'repositoryUrl', 'repositoryName', 'repositoryNamespace'] as const;

function describe(ledger: Ledger, name: string, body: JsonObject, base: string): object {
  const details = Object.fromEntries(DETAILS.flatMap((key) => {
    const value = textIn(body, key);
    return value === undefined ? [] : [[key, value]];
  }));
  return ledger.change((view, writer) => {
    writer.add({ kind: 'pacticipant-described', name, ...details });
    const found = view.pacticipant(name);
    if (!found) throw new Error(`The pacticipant "${name}" just described is not there.`);
    return pacticipantDocument(view, found, base);
  });
}
