import type { VersionRecord, View } from '#broker/ledger/view';
import { type Link, curies, timestamps } from '#broker/routes/hal';
import { pactName } from '#broker/routes/pact-document';
import { paths } from '#broker/rules/paths';

/** A version with its branches, tags, pacts, the environments it is in, and where to record that it goes to another. */
export function versionDocument(view: View, record: VersionRecord, base: string): object {
  const { id, pacticipant, number, buildUrl } = record;
  const self = base + paths.version(pacticipant, number);
  const environments = view.environments();
  const stays = view.stays({ pacticipant, version: number, now: true });
  const recordTo = (kind: 'deployed' | 'released', verb: string): Link[] => environments.map(({ uuid, name, displayName }) => ({
    title: `Record ${verb} to ${displayName}`, name, href: base + paths.stays(pacticipant, number, uuid, kind),
  }));
  const isIn = (kind: 'deployed' | 'released', flag: string): Link[] => stays.filter((stay) => stay.kind === kind).map(({ uuid, environment, instance }) => {
    const name = environments.find((one) => one.uuid === environment)?.displayName ?? environment;
    return { title: `Version ${kind} to ${name}`, name, href: base + paths.stay(uuid, kind), [flag]: true, ...(instance !== null && { application_instance: instance }) };
  });
  const branchVersions = view.branchesOf(id).map((name) => ({
    name, latest: view.versions({ pacticipant, branch: name, latest: true })[0]?.id === id,
    _links: { self: { title: 'Branch version', name, href: base + paths.branchVersion(pacticipant, name, number) } },
  }));
  return {
    number, ...(buildUrl !== null && { buildUrl }), ...timestamps(record),
    _embedded: {
      branches: branchVersions, branchVersions,
      tags: view.tagsOf(id).map((name) => ({ name, _links: { self: { title: 'Tag', name, href: base + paths.tag(pacticipant, number, name) } } })),
    },
    _links: {
      self: { title: 'Version', name: number, href: self },
      'pb:pacticipant': { title: 'Pacticipant', name: pacticipant, href: base + paths.pacticipant(pacticipant) },
      'pb:tag': { href: `${self}/tags/{tag}`, title: 'Get, create or delete a tag for this pacticipant version', templated: true },
      'pb:latest-verification-results-where-pacticipant-is-consumer': { title: 'Latest verification results for consumer version', href: base + paths.consumerResults(pacticipant, number) },
      'pb:pact-versions': view.pactsOfVersion(id).map(({ provider }) => ({
        title: 'Pact', name: pactName({ consumer: pacticipant, version: number, provider }), href: base + paths.pact(provider, pacticipant, number),
      })),
      'pb:deployed-environments': isIn('deployed', 'currently_deployed'),
      'pb:released-environments': isIn('released', 'currently_supported'),
      'pb:record-deployment': recordTo('deployed', 'deployment'),
      'pb:record-release': recordTo('released', 'release'),
      curies: curies(base, 'version'),
    },
  };
}
