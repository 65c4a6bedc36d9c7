import type { Context } from 'hono';
import type { Ledger } from '#broker/ledger/ledger';
import type { View } from '#broker/ledger/view';
import { type Colour, badgeSvg } from '#broker/routes/badge-svg';
import type { Routes } from '#broker/routes/hal';
import { pactsOf } from '#broker/routes/pact-lists';
import { nestedQuery } from '#broker/routes/nested-query';
import { judge } from '#broker/rules/deployability';
import type { PactRef } from '#broker/rules/facts';
import { type MatrixQuery, evaluate } from '#broker/rules/matrix';
import { type Status, standingOf } from '#broker/rules/status';

const STATUS: Record<Status, [words: string, colour: Colour]> = { success: ['verified', 'brightgreen'], failed: ['failed', 'red'], stale: ['changed', 'orange'], never: ['unknown', 'lightgrey'] };
const BETWEEN = '/pacts/provider/:provider/consumer/:consumer';

/** Badges are images for a page of somebody else: a question without an answer is a grey one, never an error. */
export const badgeRoutes: Routes = (app, ledger) => {
  const pactBadge = (path: string, find: (view: View, param: Record<string, string>) => PactRef | undefined) => app.get(path, (c) => {
    const param = c.req.param() as Record<string, string>;
    const { consumer = '', provider = '' } = param;
    const status = ledger.read((view) => {
      const pact = find(view, param);
      return pact && standingOf(view, pact).status;
    });
    const query = nestedQuery(c.req.url);
    const name = (one: string) => (query.text('initials') === 'true' ? initials(one) : one.toLowerCase());
    const title = query.text('label') === 'consumer' ? name(consumer) : query.text('label') === 'provider' ? name(provider) : `${name(consumer)}/${name(provider)}`;
    return status ? svg(c, `${title} pact`, ...STATUS[status]) : svg(c, 'pact not found', ...STATUS.never);
  });
  const of = (which: (param: Record<string, string>) => Parameters<typeof pactsOf>[3]) => (view: View, param: Record<string, string>) =>
    pactsOf(view, param['consumer'] ?? '', param['provider'] ?? '', which(param))[0];
  pactBadge(`${BETWEEN}/latest/badge`, of(() => ({ latest: true })));
  pactBadge(`${BETWEEN}/latest/:tag/badge`, of(({ tag = '' }) => ({ tag })));
  pactBadge(`${BETWEEN}/latest-untagged/badge`, (view, { consumer = '', provider = '' }) => pactsOf(view, consumer, provider, {}).find((pact) => view.tagsOf(pact.consumer.id).length === 0));

  const deployBadge = (path: string, title: string, words: (param: Record<string, string>) => string, query: (param: Record<string, string>) => MatrixQuery) => app.get(path, (c) => {
    const param = c.req.param() as Record<string, string>;
    const deployable = ledger.read((view) => deployableOf(view, ledger, query(param)));
    const colour = deployable === undefined ? 'lightgrey' : deployable ? 'brightgreen' : 'red';
    return svg(c, nestedQuery(c.req.url).text('label') || title, deployable === undefined ? 'unknown' : words(param), colour);
  });
  const NAME = '/pacticipants/:name';
  deployBadge(`${NAME}/latest-version/:tag/can-i-deploy/to/:to/badge`, 'can-i-deploy', ({ tag, to }) => `${tag} to ${to}`, ({ name = '', tag = '', to = '' }) =>
    ({ selectors: [{ pacticipant: name, tag, latest: true }], tag: to, latest: true, latestBy: 'cvp' }));
  deployBadge(`${NAME}/branches/:branch/latest-version/can-i-deploy/to-environment/:environment/badge`, 'can-i-deploy', ({ branch, environment }) => `${branch} to ${environment}`, ({ name = '', branch = '', environment = '' }) =>
    ({ selectors: [{ pacticipant: name, branch, latest: true }], environment, latestBy: 'cvpv' }));
  deployBadge(`${NAME}/main-branch/can-i-merge/badge`, 'can-i-merge', () => 'success', ({ name = '' }) =>
    ({ selectors: [{ pacticipant: name, mainBranch: true, latest: true }], mainBranch: true, latest: true, latestBy: 'cvp' }));
};

/** Undefined when the question is about something that does not exist. */
function deployableOf(view: View, ledger: Ledger, query: MatrixQuery): boolean | undefined {
  const known = query.selectors.every(({ pacticipant }) => view.hasPacticipant(pacticipant)) && (query.environment === undefined || view.environment(query.environment) !== undefined);
  return known ? judge(evaluate(view, query), { now: ledger.clock.now() }).deployable === true : undefined;
}

function initials(name: string): string {
  const words = name.split(/[\s_-]/).length > 1 ? name.split(/[\s_-]/) : name.split(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/);
  return words.length > 1 ? words.map((word) => word.charAt(0)).join('').toLowerCase() : name.toLowerCase();
}

const svg = (c: Context, left: string, right: string, colour: Colour): Response =>
  c.body(badgeSvg(left, right, colour), 200, { 'content-type': 'image/svg+xml', 'cache-control': 'no-cache' });
