import type { PactRecord, View } from '#broker/ledger/view';
import { merging } from '#broker/operations/merge';
import { publishing, refusalNotices } from '#broker/operations/publish';
import { remove } from '#broker/operations/removal';
import { type Routes, baseOf, bodyText, hal, invalid, notFound, refused } from '#broker/routes/hal';
import { servePact } from '#broker/routes/pact-document';
import { pactsOf } from '#broker/routes/pact-lists';
import { decodeMetadata } from '#broker/rules/metadata';
import { paths } from '#broker/rules/paths';

const NOT_UTF8 = { pact: ['contract content has a non UTF-8 character and cannot be parsed as JSON'] };
const BETWEEN = '/pacts/provider/:provider/consumer/:consumer';

export const pactRoutes: Routes = (app, ledger) => {
  app.get(`${BETWEEN}/version/:version`, (c) => {
    const { provider, consumer, version } = c.req.param();
    return servePact(c, ledger.read((view) => view.pact(consumer, version, provider)));
  });
  app.put(`${BETWEEN}/version/:version`, async (c) => {
    const { provider, consumer, version } = c.req.param();
    const text = await bodyText(c);
    if (text === undefined) return invalid(c, NOT_UTF8);
    const request = { consumer, version, pacts: [{ provider, text }] };
    const outcome = await ledger.changeSoon(publishing(request));
    if (outcome.conflicts) return refused(c, 409, refusalNotices(request, outcome, baseOf(c)).map((notice) => notice.text).join('\n'));
    return servePact(c, ledger.read((view) => view.pact(consumer, version, provider)), '', outcome.pacts[0]?.isNew ? 201 : 200);
  });
  app.patch(`${BETWEEN}/version/:version`, async (c) => {
    const { provider, consumer, version } = c.req.param();
    const text = await bodyText(c);
    if (text === undefined) return invalid(c, NOT_UTF8);
    const outcome = await ledger.changeSoon(merging({ consumer, version, provider, text }));
    if (outcome.similar) return refused(c, 409, refusalNotices({ consumer, version, pacts: [] }, { conflicts: [], similar: outcome.similar }, baseOf(c)).map((notice) => notice.text).join('\n'));
    if (outcome.conflicts) return refused(c, 409, `The pact for ${consumer} version ${version} and provider ${provider} cannot be merged: ${outcome.conflicts.join('; ')}`);
    return servePact(c, ledger.read((view) => view.pact(consumer, version, provider)), '', outcome.isNew ? 201 : 200);
  });
  app.delete(`${BETWEEN}/version/:version`, (c) => {
    const { provider, consumer, version } = c.req.param();
    if (!remove(ledger, { kind: 'pact-removed', consumer, version, provider })) return notFound(c);
    const base = baseOf(c);
    const latest = ledger.read((view) => view.latestPact(consumer, provider));
    return hal(c, { _links: { index: { href: base }, ...(latest && { 'pb:latest-pact-version': { href: base + paths.latestPact(provider, consumer), title: 'Latest pact' } }) } });
  });
  app.get(`${BETWEEN}/pact-version/:sha`, (c) => {
    const { provider, consumer, sha } = c.req.param();
    return servePact(c, ledger.read((view) => view.pactOfContent(consumer, provider, sha)));
  });
  app.get(`${BETWEEN}/pact-version/:sha/metadata/:metadata`, (c) => {
    const { provider, consumer, sha, metadata } = c.req.param();
    return servePact(c, ledger.read((view) => asSelected(view, consumer, provider, sha, metadata)), metadata);
  });
  const latest = (path: string, which: (param: Record<string, string>) => Parameters<typeof pactsOf>[3]) => app.get(BETWEEN + path, (c) => {
    const param = c.req.param() as Record<string, string>;
    const { provider = '', consumer = '' } = param;
    return servePact(c, ledger.read((view) => pactsOf(view, consumer, provider, which(param)).slice(0, 1).map((pact) => view.pact(consumer, pact.consumer.number, provider))[0]));
  });
  latest('/latest', () => ({ latest: true }));
  latest('/latest/:tag', ({ tag = '' }) => ({ tag }));
  latest('/branch/:branch/latest', ({ branch = '' }) => ({ branch }));
  app.get(`${BETWEEN}/latest-untagged`, (c) => {
    const { provider, consumer } = c.req.param();
    return servePact(c, ledger.read((view) => latestUntagged(view, consumer, provider)));
  });
};

/** The pact as it was selected: of the newest selected consumer version, when it still has this content. */
function asSelected(view: View, consumer: string, provider: string, sha: string, metadata: string): PactRecord | undefined {
  const selected = decodeMetadata(metadata).consumerVersions.map((version) => view.pact(consumer, version, provider)).find((pact) => pact?.sha === sha);
  return selected ?? view.pactOfContent(consumer, provider, sha);
}

export function latestUntagged(view: View, consumer: string, provider: string): PactRecord | undefined {
  const found = pactsOf(view, consumer, provider, {}).find((pact) => view.tagsOf(pact.consumer.id).length === 0);
  return found && view.pact(consumer, found.consumer.number, provider);
}
