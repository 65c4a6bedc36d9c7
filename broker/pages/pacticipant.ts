import type { View } from '#broker/ledger/view';
import { frame, link, list, table } from '#broker/pages/frame';
import { html } from '#broker/pages/html';
import { paged } from '#broker/pages/paged';
import { age, application } from '#broker/pages/words';
import { paths } from '#broker/rules/paths';

/** All applications. */
export function pacticipantsPage(view: View, page: number): string {
  const { items, links } = paged(view.pacticipants(), page, '/pacticipants');
  return frame('Applications', html`${table(['name', 'main branch'], items.map(({ name, mainBranch }) => [application(name), html`${mainBranch ?? '–'}`]))}${links}`);
}

/** An application: its partners, and its versions with branches, tags and places. */
export function pacticipantPage(view: View, name: string, page: number, now: number): string | undefined {
  const found = view.pacticipant(name);
  if (!found) return undefined;
  const { items, links } = paged(view.versionsOf(name), page, paths.pacticipant(name));
  const [providers, consumers] = [view.providersOf(name), view.consumersOf(name)];
  return frame(name, html`<p>Main branch: ${found.mainBranch ?? 'not told'}. Asks: ${providers.length === 0 ? 'nobody' : list(providers.map((one) => link(paths.latestPact(one, name), one)))}.
Asked by: ${consumers.length === 0 ? 'nobody' : list(consumers.map((one) => link(paths.latestPact(name, one), one)))}.</p>
<h2>Versions</h2>${table(['version', 'branches', 'tags', 'where', 'pacts with', 'created'], items.map((version) => {
    const { branches, tags, environments } = view.rowVersion(version);
    return [html`${version.number}`, html`${branches.join(', ')}`, html`${tags.join(', ')}`, html`${environments.join(', ')}`,
      list(view.pactsOfVersion(version.id).map(({ provider }) => link(paths.pact(provider, name, version.number), provider))), age(version.createdAt, now)];
  }))}${links}`);
}
