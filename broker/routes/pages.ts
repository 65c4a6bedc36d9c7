import { type Context, Hono } from 'hono';
import type { Ledger } from '#broker/ledger/ledger';
import type { View } from '#broker/ledger/view';
import { diffPage } from '#broker/pages/diff';
import { environmentsPage } from '#broker/pages/environments';
import { matrixPage } from '#broker/pages/matrix';
import { matrixStartPage } from '#broker/pages/matrix-start';
import { overviewPage } from '#broker/pages/overview';
import { pactPage } from '#broker/pages/pact';
import { pacticipantPage, pacticipantsPage } from '#broker/pages/pacticipant';
import { style } from '#broker/pages/style';
import { timelinePage } from '#broker/pages/timeline';
import { nestedQuery } from '#broker/routes/nested-query';
import { previousDistinct } from '#broker/routes/pact-diff';

/** Makes a page; undefined when what it is about does not exist. */
type Page = (view: View, ask: { param: Record<string, string>; page: number; now: number; text: (name: string) => string }) => string | undefined;

const PACT = '/pacts/provider/:provider/consumer/:consumer';

const PAGES: readonly (readonly [path: string, page: Page])[] = [
  ['/', (view, { page, now }) => overviewPage(view, page, now)],
  ['/pacticipants', (view, { page }) => pacticipantsPage(view, page)],
  ['/pacticipants/:name', (view, { param: { name = '' }, page, now }) => pacticipantPage(view, name, page, now)],
  ['/timeline', (view, { now, text }) => timelinePage(view, Number(text('before')), now)],
  ['/environments', (view, { now }) => environmentsPage(view, now)],
  ['/matrix', (view, { page, text }) => (text('q[][pacticipant]') === '' ? matrixStartPage(view, page) : undefined)],
  ['/matrix/provider/:provider/consumer/:consumer', (view, { param: { consumer = '', provider = '' }, page, now, text }) =>
    matrixPage(view, { consumer, provider, branch: text('branch'), environment: text('environment'), result: text('result'), page, now })],
  [`${PACT}/version/:version`, (view, { param: { consumer = '', provider = '', version = '' }, page, now }) => pactPage(view, view.pact(consumer, version, provider), page, now)],
  [`${PACT}/pact-version/:sha`, (view, { param: { consumer = '', provider = '', sha = '' }, page, now }) => pactPage(view, view.pactOfContent(consumer, provider, sha), page, now)],
  [`${PACT}/latest`, (view, { param: { consumer = '', provider = '' }, page, now }) => {
    const latest = view.latestPact(consumer, provider);
    return pactPage(view, latest && view.pact(consumer, latest.consumer.number, provider), page, now);
  }],
  [`${PACT}/version/:version/diff/previous-distinct`, (view, { param: { consumer = '', provider = '', version = '' } }) => {
    const pact = view.pact(consumer, version, provider);
    return diffPage(pact, previousDistinct(view, pact) ?? pact);
  }],
  [`${PACT}/version/:version/diff/version/:other`, (view, { param: { consumer = '', provider = '', version = '', other = '' } }) =>
    diffPage(view.pact(consumer, version, provider), view.pact(consumer, other, provider))],
];

/** A browser names HTML first; the clients of the API name JSON, or anything. */
export const wantsPage = (c: Context): boolean => c.req.method === 'GET' && /^\s*text\/html\b/i.test(c.req.header('accept') ?? '');

/** Answers a browser at the API's own addresses; undefined for what has no page. */
export function pagesOf(ledger: Ledger, getPath: (request: Request) => string): (c: Context) => Promise<Response | undefined> {
  const app = new Hono({ getPath });
  for (const [path, page] of PAGES) {
    app.get(path, (c) => {
      const query = nestedQuery(c.req.url);
      const text = (name: string) => query.text(name) ?? '';
      const ask = { param: c.req.param() as Record<string, string>, page: Number(text('page') || 1), now: ledger.clock.now(), text };
      const made = ledger.read((view) => page(view, ask));
      return made === undefined ? c.notFound() : c.body(made, 200, headers());
    });
  }
  return async (c) => {
    const answer = await app.fetch(c.req.raw);
    return answer.status === 404 ? undefined : answer;
  };
}

/** Nothing may be loaded or run but the page's own style. */
function headers(): Record<string, string> {
  const hash = process.getBuiltinModule('node:crypto').createHash('sha256').update(style).digest('base64');
  return {
    'content-type': 'text/html;charset=utf-8', 'vary': 'accept', 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  };
}
