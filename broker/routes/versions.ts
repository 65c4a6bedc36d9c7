import type { Context } from 'hono';
import type { Ledger } from '#broker/ledger/ledger';
import { remove } from '#broker/operations/removal';
import { describeVersion, tagVersion } from '#broker/operations/version';
import { type Routes, baseOf, bodyObject, hal, notFound, textIn } from '#broker/routes/hal';
import { pageOf } from '#broker/routes/paging';
import { versionDocument } from '#broker/routes/version-document';
import { paths } from '#broker/rules/paths';
import type { Selector } from '#broker/rules/selector';
import { type Json, isObject } from '#core/json';

export const versionRoutes: Routes = (app, ledger) => {
  const list = (c: Context, name: string, self: string, title: string, which: Omit<Selector, 'pacticipant'>) => {
    const base = baseOf(c);
    const found = ledger.read((view) => {
      if (!view.hasPacticipant(name)) return undefined;
      const page = pageOf(c, view.versions({ pacticipant: name, ...which }), base + self);
      return { page, versions: page.items.flatMap(({ number }) => view.version(name, number) ?? []).map((one) => versionDocument(view, one, base)) };
    });
    if (!found) return notFound(c);
    return hal(c, { _embedded: { versions: found.versions }, ...found.page.document, _links: { self: { href: base + self, title }, ...found.page.links } });
  };
  app.get('/pacticipants/:name/versions', (c) => list(c, c.req.param('name'), paths.versions(c.req.param('name')), `All application versions of ${c.req.param('name')}`, {}));
  app.get('/pacticipants/:name/branches/:branch/versions', (c) => {
    const { name, branch } = c.req.param();
    if (!ledger.read((view) => view.branches(name).includes(branch))) return notFound(c);
    return list(c, name, `${paths.branch(name, branch)}/versions`, `Application versions of ${name} from branch ${branch}`, { branch });
  });
  app.get('/pacticipants/:name/tags/:tag/versions', (c) => {
    const { name, tag } = c.req.param();
    return list(c, name, `${paths.pacticipant(name)}/tags/${encodeURIComponent(tag)}/versions`, `Application versions of ${name} with tag ${tag}`, { tag });
  });
  app.get('/pacticipants/:name/environments/:uuid/versions', (c) => {
    const { name, uuid } = c.req.param();
    const environment = ledger.read((view) => view.environment(uuid));
    if (environment?.uuid !== uuid) return notFound(c);
    return list(c, name, `${paths.pacticipant(name)}/environments/${uuid}/versions`, `Application versions of ${name} in ${environment.displayName}`, { environment: environment.name });
  });
  app.get('/pacticipants/:name/versions/:version', (c) => serve(c, ledger, { pacticipant: c.req.param('name'), version: c.req.param('version') }));
  app.delete('/pacticipants/:name/versions/:version', (c) => {
    const { name, version } = c.req.param();
    return remove(ledger, { kind: 'version-removed', pacticipant: name, version }) ? c.body(null, 204) : notFound(c);
  });
  app.on(['PUT', 'PATCH'], '/pacticipants/:name/versions/:version', async (c) => {
    const body = await bodyObject(c);
    const { name = '', version = '' } = c.req.param() as Record<string, string | undefined>;
    const [branch, buildUrl] = [textIn(body, 'branch'), textIn(body, 'buildUrl')];
    const tags = namesIn(body['tags']);
    const isNew = ledger.change((view, writer) => describeVersion(view, writer, name, version, { tags, ...(branch !== undefined && { branch }), ...(buildUrl !== undefined && { buildUrl }) }));
    return serve(c, ledger, { pacticipant: name, version }, isNew ? 201 : 200);
  });
  app.get('/pacticipants/:name/latest-version', (c) => serve(c, ledger, { pacticipant: c.req.param('name'), latest: true }));
  app.get('/pacticipants/:name/latest-version/:tag', (c) => serve(c, ledger, { pacticipant: c.req.param('name'), tag: c.req.param('tag'), latest: true }));
  app.get('/pacticipants/:name/branches/:branch/latest-version', (c) => serve(c, ledger, { pacticipant: c.req.param('name'), branch: c.req.param('branch'), latest: true }));
  tagRoutes(app, ledger);
};

/** Tags of a version's body: names, or objects with a name. */
const namesIn = (tags: Json | undefined): string[] => (Array.isArray(tags) ? tags.flatMap((tag) => (isObject(tag) ? textIn(tag, 'name') ?? [] : typeof tag === 'string' && tag.trim() !== '' ? tag : [])) : []);

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
    ledger.change((view, writer) => tagVersion(view, writer, name, version, tag));
    return hal(c, document(baseOf(c), name, version, tag), known ? 200 : 201);
  });
  app.delete(TAG, (c) => {
    const { name, version, tag } = c.req.param();
    return remove(ledger, { kind: 'tag-removed', pacticipant: name, version, tag }) ? c.body(null, 204) : notFound(c);
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
