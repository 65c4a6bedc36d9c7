import type { Context } from 'hono';
import type { Ledger } from '#broker/ledger/ledger';
import { describeVersion } from '#broker/operations/version';
import { type Routes, baseOf, bodyObject, dateTime, hal, invalid, notFound, textIn } from '#broker/routes/hal';
import { versionDocument } from '#broker/routes/version-document';
import { paths } from '#broker/rules/paths';
import type { Selector } from '#broker/rules/selector';

export const versionRoutes: Routes = (app, ledger) => {
  app.get('/pacticipants/:name/versions', (c) => {
    const name = c.req.param('name');
    const base = baseOf(c);
    const versions = ledger.read((view) => (view.hasPacticipant(name) ? view.versionsOf(name).map((one) => versionDocument(view, one, base)) : undefined));
    if (!versions) return notFound(c);
    return hal(c, { _embedded: { versions }, _links: { self: { href: `${base}${paths.pacticipant(name)}/versions`, title: `All application versions of ${name}` } } });
  });
  app.get('/pacticipants/:name/versions/:version', (c) => serve(c, ledger, { pacticipant: c.req.param('name'), version: c.req.param('version') }));
  app.put('/pacticipants/:name/versions/:version', async (c) => {
    const body = await bodyObject(c);
    if (!body) return invalid(c, ['The request body is not a JSON object']);
    const { name, version } = c.req.param();
    const buildUrl = textIn(body, 'buildUrl');
    const isNew = ledger.change((view, writer) => describeVersion(view, writer, name, version, buildUrl === undefined ? {} : { buildUrl }));
    return serve(c, ledger, { pacticipant: name, version }, isNew ? 201 : 200);
  });
  app.get('/pacticipants/:name/latest-version', (c) => serve(c, ledger, { pacticipant: c.req.param('name'), latest: true }));
  app.get('/pacticipants/:name/latest-version/:tag', (c) => serve(c, ledger, { pacticipant: c.req.param('name'), tag: c.req.param('tag'), latest: true }));
  app.get('/pacticipants/:name/branches/:branch/latest-version', (c) => serve(c, ledger, { pacticipant: c.req.param('name'), branch: c.req.param('branch'), latest: true }));
  branchRoutes(app, ledger);
  tagRoutes(app, ledger);
};

const branchRoutes: Routes = (app, ledger) => {
  app.get('/pacticipants/:name/branches', (c) => {
    const name = c.req.param('name');
    const base = baseOf(c);
    const branches = ledger.read((view) => (view.hasPacticipant(name) ? view.branches(name) : undefined));
    if (!branches) return notFound(c);
    return hal(c, { _embedded: { branches: branches.map((branch) => ({ name: branch })) }, _links: { self: { href: `${base}${paths.pacticipant(name)}/branches`, title: `${name} branches` } } });
  });
  app.delete('/pacticipants/:name/branches/:branch', (c) => {
    const { name, branch } = c.req.param();
    const known = ledger.change((view, writer) => {
      const found = view.branches(name).includes(branch);
      if (found) writer.add({ kind: 'branch-removed', pacticipant: name, branch });
      return found;
    });
    return known ? c.body(null, 204) : notFound(c);
  });
  app.on(['GET', 'PUT'], '/pacticipants/:name/branches/:branch/versions/:version', (c) => {
    const { name = '', branch = '', version = '' } = c.req.param() as Record<string, string | undefined>;
    const member = () => ledger.read((view) => view.versions({ pacticipant: name, branch, version }).length > 0);
    const known = member();
    if (c.req.method === 'PUT' && !known) ledger.change((view, writer) => describeVersion(view, writer, name, version, { branch }));
    if (!known && c.req.method === 'GET') return notFound(c);
    const base = baseOf(c);
    return hal(c, {
      createdAt: dateTime(ledger.read((view) => view.version(name, version)?.createdAt ?? 0)),
      _links: {
        self: { title: 'Branch version', href: base + paths.branchVersion(name, branch, version) },
        'pb:branch': { title: 'Branch', name: branch, href: `${base}${paths.pacticipant(name)}/branches/${encodeURIComponent(branch)}` },
        'pb:version': { title: 'Version', name: version, href: base + paths.version(name, version) },
      },
    }, known ? 200 : 201);
  });
};

const tagRoutes: Routes = (app, ledger) => {
  const TAG = '/pacticipants/:name/versions/:version/tags/:tag';
  const hasTag = (name: string, version: string, tag: string) => ledger.read((view) => view.versions({ pacticipant: name, version, tag }).length > 0);
  const document = (base: string, name: string, version: string, tag: string) => ({
    name: tag,
    _links: {
      self: { title: 'Tag', name: tag, href: base + paths.tag(name, version, tag) },
      version: { title: 'Version', name: version, href: base + paths.version(name, version) },
      pacticipant: { title: 'Pacticipant', name, href: base + paths.pacticipant(name) },
    },
  });
  app.get(TAG, (c) => {
    const { name, version, tag } = c.req.param();
    return hasTag(name, version, tag) ? hal(c, document(baseOf(c), name, version, tag)) : notFound(c);
  });
  app.put(TAG, (c) => {
    const { name, version, tag } = c.req.param();
    const known = hasTag(name, version, tag);
    ledger.change((view, writer) => describeVersion(view, writer, name, version, { tags: [tag] }));
    return hal(c, document(baseOf(c), name, version, tag), known ? 200 : 201);
  });
  app.delete(TAG, (c) => {
    const { name, version, tag } = c.req.param();
    if (!hasTag(name, version, tag)) return notFound(c);
    ledger.change((_, writer) => writer.add({ kind: 'tag-removed', pacticipant: name, version, tag }));
    return c.body(null, 204);
  });
};

function serve(c: Context, ledger: Ledger, selector: Selector, status: 200 | 201 = 200): Response {
  const document = ledger.read((view) => {
    const [found] = view.versions(selector);
    const record = found && view.version(found.pacticipant, found.number);
    return record && versionDocument(view, record, baseOf(c));
  });
  return document ? hal(c, document, status) : notFound(c);
}
