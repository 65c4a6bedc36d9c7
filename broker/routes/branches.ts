import { remove } from '#broker/operations/removal';
import { describeVersion } from '#broker/operations/version';
import { type Routes, baseOf, dateTime, hal, notFound } from '#broker/routes/hal';
import { nestedQuery } from '#broker/routes/nested-query';
import { pageOf } from '#broker/routes/paging';
import { paths } from '#broker/rules/paths';

const ALL = '/pacticipants/:name/branches';

export const branchRoutes: Routes = (app, ledger) => {
  const document = (name: string, branch: string, base: string) => ({
    name: branch, createdAt: dateTime(ledger.read((view) => view.branchSince(name, branch) ?? 0)),
    _links: {
      self: { title: 'Branch', href: base + paths.branch(name, branch) },
      'pb:latest-version': { title: 'Latest version for branch', href: `${base}${paths.branch(name, branch)}/latest-version` },
    },
  });
  const branchesOf = (name: string) => ledger.read((view) => (view.hasPacticipant(name) ? view.branches(name) : undefined));
  app.get(ALL, (c) => {
    const name = c.req.param('name');
    const base = baseOf(c);
    const asked = nestedQuery(c.req.url).text('q')?.toLowerCase() ?? '';
    const branches = branchesOf(name)?.filter((branch) => branch.toLowerCase().includes(asked));
    if (!branches) return notFound(c);
    const page = pageOf(c, branches, base + paths.branches(name));
    return hal(c, {
      _embedded: { branches: page.items.map((branch) => document(name, branch, base)) }, ...page.document,
      _links: {
        self: { title: `${name} branches`, href: base + paths.branches(name) }, ...page.links,
        'pb:branches': page.items.map((branch) => ({ name: branch, href: base + paths.branch(name, branch) })),
      },
    });
  });
  app.delete(ALL, (c) => {
    const name = c.req.param('name');
    const excluded = nestedQuery(c.req.url).texts('exclude');
    const branches = branchesOf(name);
    if (!branches) return notFound(c);
    const main = ledger.read((view) => view.mainBranchOf(name));
    const going = branches.filter((branch) => branch !== main && !excluded.includes(branch));
    for (const branch of going) remove(ledger, { kind: 'branch-removed', pacticipant: name, branch });
    const remaining = branches.filter((branch) => !going.includes(branch)).join(', ');
    return c.json({ notices: [{ type: 'success', text: `Scheduled deletion of ${going.length} branches for pacticipant ${name}. Remaining branches are: ${remaining}` }] }, 202);
  });
  app.get(`${ALL}/:branch`, (c) => {
    const { name, branch } = c.req.param();
    return branchesOf(name)?.includes(branch) ? hal(c, document(name, branch, baseOf(c))) : notFound(c);
  });
  app.delete(`${ALL}/:branch`, (c) => {
    const { name, branch } = c.req.param();
    return remove(ledger, { kind: 'branch-removed', pacticipant: name, branch }) ? c.body(null, 204) : notFound(c);
  });
};

/** A version's membership of a branch. */
export const branchVersionRoutes: Routes = (app, ledger) => {
  app.delete(`${ALL}/:branch/versions/:version`, (c) => {
    const { name, branch, version } = c.req.param();
    return remove(ledger, { kind: 'branch-left', pacticipant: name, branch, version }) ? c.body(null, 204) : notFound(c);
  });
  app.on(['GET', 'PUT'], `${ALL}/:branch/versions/:version`, (c) => {
    const { name = '', branch = '', version = '' } = c.req.param() as Record<string, string | undefined>;
    const known = ledger.read((view) => view.versions({ pacticipant: name, branch, version }).length > 0);
    if (c.req.method === 'PUT' && !known) ledger.change((view, writer) => describeVersion(view, writer, name, version, { branch }));
    if (!known && c.req.method === 'GET') return notFound(c);
    const base = baseOf(c);
    return hal(c, {
      createdAt: dateTime(ledger.read((view) => view.version(name, version)?.createdAt ?? 0)),
      _links: {
        self: { title: 'Branch version', href: base + paths.branchVersion(name, branch, version) },
        'pb:branch': { title: 'Branch', name: branch, href: base + paths.branch(name, branch) },
        'pb:version': { title: 'Version', name: version, href: base + paths.version(name, version) },
      },
    }, known ? 200 : 201);
  });
};
