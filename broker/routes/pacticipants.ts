import type { Ledger } from '#broker/ledger/ledger';
import type { PacticipantRecord, View } from '#broker/ledger/view';
import { type Routes, baseOf, bodyObject, curies, hal, invalid, missingTexts, notFound, textIn, timestamps } from '#broker/routes/hal';
import { paths } from '#broker/rules/paths';
import type { JsonObject } from '#core/json';

export const pacticipantRoutes: Routes = (app, ledger) => {
  app.get('/pacticipants', (c) => {
    const base = baseOf(c);
    const pacticipants = ledger.read((view) => view.pacticipants().map((one) => documentOf(view, one, base)));
    const links = pacticipants.map(({ name }) => ({ href: base + paths.pacticipant(name), title: name, name }));
    // The top-level list is the real broker's old form; its command line still reads it.
    return hal(c, { pacticipants, _embedded: { pacticipants }, _links: { self: { href: `${base}/pacticipants` }, 'pb:pacticipants': links, pacticipants: links } });
  });
  app.post('/pacticipants', async (c) => {
    const body = await bodyObject(c);
    if (!body) return invalid(c, ['The request body is not a JSON object']);
    const name = textIn(body, 'name');
    if (name === undefined) return invalid(c, missingTexts(body, 'name'));
    return hal(c, describe(ledger, name, body, baseOf(c)), 201, { location: baseOf(c) + paths.pacticipant(name) });
  });
  app.get('/pacticipants/:name', (c) => {
    const document = ledger.read((view) => {
      const found = view.pacticipant(c.req.param('name'));
      return found && documentOf(view, found, baseOf(c));
    });
    return document ? hal(c, document) : notFound(c);
  });
  app.on(['PUT', 'PATCH'], '/pacticipants/:name', async (c) => {
    const body = await bodyObject(c);
    if (!body) return invalid(c, ['The request body is not a JSON object']);
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
    return documentOf(view, found, base);
  });
}

function documentOf(view: View, record: PacticipantRecord, base: string) {
  const { name, displayName, mainBranch, repositoryUrl, repositoryName, repositoryNamespace } = record;
  const self = base + paths.pacticipant(name);
  const [latest] = view.versions({ pacticipant: name, latest: true });
  const latestVersion = latest && { number: latest.number, _links: { self: { title: 'Version', name: latest.number, href: base + paths.version(name, latest.number) } } };
  return {
    name, displayName: displayName ?? name,
    ...(repositoryUrl !== null && { repositoryUrl }), ...(repositoryName !== null && { repositoryName }), ...(repositoryNamespace !== null && { repositoryNamespace }),
    ...(mainBranch !== null && { mainBranch }), ...timestamps(record),
    _embedded: { ...(latestVersion && { latestVersion }), labels: [] },
    _links: {
      self: { href: self },
      'pb:versions': { href: `${self}/versions` },
      'pb:branches': { href: `${self}/branches` },
      'pb:version': { title: 'Get, create or delete a pacticipant version', href: `${self}/versions/{version}`, templated: true },
      'pb:version-tag': { title: `Get, create or delete a tag for a version of ${name}`, href: `${self}/versions/{version}/tags/{tag}`, templated: true },
      'pb:branch-version': { title: `Get or add/create a version for a branch of ${name}`, href: `${self}/branches/{branch}/versions/{version}`, templated: true },
      versions: { href: `${self}/versions` },
      curies: curies(base, 'pacticipant'),
    },
  };
}
