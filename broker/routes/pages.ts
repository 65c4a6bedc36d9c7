import { type Context, Hono } from 'hono';
import type { Ledger } from '#broker/ledger/ledger';
import type { View } from '#broker/ledger/view';
import { overviewPage } from '#broker/pages/overview';
import { style } from '#broker/pages/style';
import { nestedQuery } from '#broker/routes/nested-query';

/** Makes a page; undefined when what it is about does not exist. */
type Page = (view: View, ask: { param: Record<string, string>; page: number; now: number; text: (name: string) => string }) => string | undefined;

const PAGES: readonly (readonly [path: string, page: Page])[] = [
  ['/', (view, { page, now }) => overviewPage(view, page, now)],
];

/** A browser names HTML first; the clients of the API name JSON, or anything. */
export const wantsPage = (c: Context): boolean => c.req.method === 'GET' && /^\s*text\/html\b/i.test(c.req.header('accept') ?? '');

/** Answers a browser at the API's own addresses; undefined for what has no page. */
export function pagesOf(ledger: Ledger, getPath: (request: Request) => string): (c: Context) => Promise<Response | undefined> {
  const app = new Hono({ getPath });
  for (const [path, page] of PAGES) {
    app.get(path, (c) => {
      const { text } = nestedQuery(c.req.url);
      const ask = { param: c.req.param() as Record<string, string>, page: Number(text('page') || 1), now: ledger.clock.now(), text: (name: string) => text(name) ?? '' };
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
