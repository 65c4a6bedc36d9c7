import type { Context } from 'hono';
import type { Ledger } from '#broker/ledger/ledger';
import type { View } from '#broker/ledger/view';
import { type Routes, baseOf, dateTime, hal, notFound } from '#broker/routes/hal';
import { pactsOf } from '#broker/routes/pact-lists';
import type { PactRef, VersionRef } from '#broker/rules/facts';
import { paths } from '#broker/rules/paths';
import { standingOf } from '#broker/rules/status';

/** How every integration stands now: its latest pact, and those at the heads of branches and tags when these are others. */
export const dashboardRoutes: Routes = (app, ledger) => {
  app.get('/dashboard', (c) => answer(c, ledger, (view) => view.integrations()));
  app.get('/dashboard/provider/:provider/consumer/:consumer', (c) => {
    const { provider, consumer } = c.req.param();
    const known = ledger.read((view) => view.hasPacticipant(provider) && view.hasPacticipant(consumer));
    return known ? answer(c, ledger, () => [{ consumer, provider }]) : notFound(c);
  });
};

function answer(c: Context, ledger: Ledger, pairs: (view: View) => { consumer: string; provider: string }[]): Response {
  const base = baseOf(c);
  const items = ledger.read((view) => pairs(view).flatMap(({ consumer, provider }) => shown(view, consumer, provider)).map((pact) => itemOf(view, pact, base)));
  return hal(c, { items: items.sort((a, b) => (a.pact.createdAt < b.pact.createdAt ? 1 : -1)) });
}

function shown(view: View, consumer: string, provider: string): PactRef[] {
  const heads = [
    ...pactsOf(view, consumer, provider, { latest: true }),
    ...view.branches(consumer).flatMap((branch) => pactsOf(view, consumer, provider, { branch, latest: true })),
    ...view.tags(consumer).flatMap((tag) => pactsOf(view, consumer, provider, { tag, latest: true })),
  ];
  return [...new Map(heads.map((pact) => [pact.consumer.id, pact])).values()];
}

function itemOf(view: View, pact: PactRef, base: string) {
  const { consumer, provider } = pact;
  const { status, latest } = standingOf(view, pact);
  const links = (self: string) => ({ _links: { self: { href: base + self } } });
  const tagsOf = (version: VersionRef) => view.tagsOf(version.id).map((name) => ({
    name, latest: view.versions({ pacticipant: version.pacticipant, tag: name, latest: true })[0]?.id === version.id, ...links(paths.tag(version.pacticipant, version.number, name)),
  }));
  const versionOf = (version: VersionRef) => {
    const branches = view.branchesOf(version.id);
    return { number: version.number, branch: branches.at(-1) ?? null, headBranchNames: branches.filter((branch) => view.versions({ pacticipant: version.pacticipant, branch, latest: true })[0]?.id === version.id), ...links(paths.version(version.pacticipant, version.number)) };
  };
  return {
    consumer: { name: consumer.pacticipant, version: versionOf(consumer), ...links(paths.pacticipant(consumer.pacticipant)) },
    provider: { name: provider, version: latest ? versionOf(latest.provider) : null, ...links(paths.pacticipant(provider)) },
    pact: { createdAt: dateTime(pact.publishedAt), ...links(paths.pact(provider, consumer.pacticipant, consumer.number)) },
    pactTags: tagsOf(consumer).filter(({ latest: head }) => head),
    latestVerificationResult: status === 'never' || !latest || latest.content !== pact.content ? null : {
      success: latest.success, verifiedAt: dateTime(latest.at), ...links(`${paths.pact(provider, consumer.pacticipant, consumer.number)}/verification-results/latest`),
    },
    latestVerificationResultTags: latest ? tagsOf(latest.provider) : [],
    verificationStatus: status,
  };
}
