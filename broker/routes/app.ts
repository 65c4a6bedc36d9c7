import { Hono } from 'hono';
import type { Ledger } from '#broker/ledger/ledger';
import { contractRoutes } from '#broker/routes/contracts';
import { environmentRoutes } from '#broker/routes/environments';
import { forVerificationRoutes } from '#broker/routes/for-verification';
import { type Routes, invalid, notFound } from '#broker/routes/hal';
import { indexRoutes } from '#broker/routes/index-page';
import { matrixRoutes } from '#broker/routes/matrix';
import { pacticipantRoutes } from '#broker/routes/pacticipants';
import { pactRoutes } from '#broker/routes/pacts';
import { stayRoutes } from '#broker/routes/stays';
import { verificationRoutes } from '#broker/routes/verification-results';
import { versionRoutes } from '#broker/routes/versions';
import { webhookRoutes } from '#broker/routes/webhooks';
import type { Dispatcher } from '#broker/webhooks/dispatch';
import { RingproofError } from '#core/errors';

/** One line for each resource of the Pact Broker's API. */
const ROUTES: readonly Routes[] = [
  indexRoutes, contractRoutes, forVerificationRoutes, verificationRoutes, pactRoutes, pacticipantRoutes, versionRoutes, environmentRoutes, stayRoutes, matrixRoutes,
];

/** The Pact Broker's HAL API over a ledger; `dispatcher` hears of every change. */
export function brokerApp(ledger: Ledger, dispatcher: Dispatcher): Hono {
  const app = new Hono({ getPath: rawPath });
  app.use(async (c, next) => {
    const type = c.req.header('content-type');
    // Pact's clients send application/json; PATCH may come as a merge patch.
    if (type !== undefined && !/json/i.test(type) && c.req.method !== 'GET' && Number(c.req.header('content-length') ?? 1) > 0) return c.body(null, 415);
    await next();
    if (c.req.method !== 'GET' && c.res.ok) dispatcher.notice();
    c.header('x-pact-broker-version', '2.120.0');
  });
  for (const add of ROUTES) add(app, ledger);
  webhookRoutes(app, ledger, dispatcher);
  app.notFound(notFound);
  app.onError((error, c) => {
    if (error instanceof RingproofError && error.exitCode === 2 && !error.code.startsWith('RP_LEDGER')) return invalid(c, { base: [error.message] });
    return c.json({ error: { message: error.message, ...(error instanceof RingproofError && { reference: error.code }) } }, 500);
  });
  return app;
}

/** The path as it was sent: a name may hold `/`, written `%2F`, so segments are decoded one by one after routing. */
function rawPath({ url }: Request): string {
  const path = url.slice(url.indexOf('/', url.indexOf('//') + 2)).split(/[?#]/, 1)[0] ?? '/';
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
