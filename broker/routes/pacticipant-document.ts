import type { PacticipantRecord, View } from '#broker/ledger/view';
import { type Links, curies, timestamps } from '#broker/routes/hal';
import { paths } from '#broker/rules/paths';

/** An application with its latest version, its labels, and where its parts are. */
export function pacticipantDocument(view: View, record: PacticipantRecord, base: string) {
  const { name, displayName, mainBranch, repositoryUrl, repositoryName, repositoryNamespace } = record;
  const [latest] = view.versions({ pacticipant: name, latest: true });
  const latestVersion = latest && { number: latest.number, _links: { self: { title: 'Version', name: latest.number, href: base + paths.version(name, latest.number) } } };
  return {
    name, displayName: displayName ?? name,
    ...(repositoryUrl !== null && { repositoryUrl }), ...(repositoryName !== null && { repositoryName }), ...(repositoryNamespace !== null && { repositoryNamespace }),
    ...(mainBranch !== null && { mainBranch }), ...timestamps(record),
    _embedded: {
      ...(latestVersion && { latestVersion, 'latest-version': { ...latestVersion, title: 'DEPRECATED - please use latestVersion', name: 'DEPRECATED - please use latestVersion' } }),
      labels: view.labels(name).map((label) => ({ name: label.name, _links: { self: { title: 'Label', name: label.name, href: base + paths.label(name, label.name) } } })),
    },
    _links: linksOf(name, base),
  };
}

function linksOf(name: string, base: string): Links {
  const self = base + paths.pacticipant(name);
  const template = (title: string, path: string) => ({ title, href: self + path, templated: true as const });
  return {
    self: { href: self },
    'pb:versions': { href: base + paths.versions(name) },
    'pb:branches': { href: base + paths.branches(name) },
    'pb:version': template('Get, create or delete a pacticipant version', '/versions/{version}'),
    'pb:version-tag': template(`Get, create or delete a tag for a version of ${name}`, '/versions/{version}/tags/{tag}'),
    'pb:branch-version': template(`Get or add/create a version for a branch of ${name}`, '/branches/{branch}/versions/{version}'),
    'pb:label': template(`Get, create or delete a label for ${name}`, '/labels/{label}'),
    'pb:can-i-deploy-badge': template(`Can I Deploy ${name} badge`, '/latest-version/{tag}/can-i-deploy/to/{environmentTag}/badge'),
    'pb:can-i-deploy-branch-to-environment-badge': template(`Can I Deploy ${name} from branch to environment badge`, '/branches/{branch}/latest-version/can-i-deploy/to-environment/{environment}/badge'),
    versions: { title: 'Deprecated - use pb:versions', href: base + paths.versions(name) },
    curies: curies(base, 'pacticipant'),
  };
}
