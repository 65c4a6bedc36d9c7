import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Ledger } from '#broker/ledger/ledger';
import { BadRequest, checkPath } from '#broker/routes/bad-request';
import { badgeRoutes } from '#broker/routes/badges';
import { refuseForm } from '#broker/routes/body-form';
import { branchRoutes, branchVersionRoutes } from '#broker/routes/branches';
import { contractRoutes } from '#broker/routes/contracts';
import { dashboardRoutes } from '#broker/routes/dashboard';
import { driftPlayRoutes } from '#broker/routes/drift-plays';
import { environmentRoutes } from '#broker/routes/environments';
import { forVerificationRoutes } from '#broker/routes/for-verification';
import { type Guard, guarded } from '#broker/routes/guard';
import { type Routes, invalid, notFound } from '#broker/routes/hal';
import { indexRoutes } from '#broker/routes/index-page';
import { integrationRoutes } from '#broker/routes/integrations';
import { labelRoutes } from '#broker/routes/labels';
import { matrixRoutes, namedMatrixRoutes } from '#broker/routes/matrix';
import { metricsRoutes } from '#broker/routes/metrics';
import { ownSite } from '#broker/routes/own-site';
import { pactDiffRoutes } from '#broker/routes/pact-diff';
import { pactListRoutes } from '#broker/routes/pact-lists';
import { pacticipantRoutes } from '#broker/routes/pacticipants';
import { pactRoutes } from '#broker/routes/pacts';
import { pagesOf, wantsPage } from '#broker/routes/pages';
import { pageErrors } from '#broker/routes/paging';
import { providerStateRoutes } from '#broker/routes/provider-states';
import { relationRoutes } from '#broker/routes/relations';
import { stayRoutes } from '#broker/routes/stays';
import { verificationRoutes } from '#broker/routes/verification-results';
import { versionRoutes } from '#broker/routes/versions';
import { webhookRoutes } from '#broker/routes/webhooks';
import type { Dispatcher } from '#broker/webhooks/dispatch';
import { type ErrorCode, RingproofError } from '#core/errors';

/** The resources of the Pact Broker's API. Badges first: `latest/badge` would be the latest pact with the tag "badge". */
const ROUTES: readonly Routes[] = [
  indexRoutes, relationRoutes, forVerificationRoutes, providerStateRoutes, verificationRoutes, badgeRoutes, pactListRoutes, pactRoutes, pactDiffRoutes,
  labelRoutes, pacticipantRoutes, branchRoutes, branchVersionRoutes, versionRoutes, environmentRoutes, stayRoutes, matrixRoutes, namedMatrixRoutes,
  integrationRoutes, dashboardRoutes, metricsRoutes, driftPlayRoutes,
];

/** A ledger that cannot be written now: 507 Insufficient Storage (RFC 4918), or 503, which clients try again. */
const STATUS: Partial<Record<ErrorCode, 503 | 507>> = { RP_LEDGER_FULL: 507, RP_LEDGER_WRITE: 503, RP_LEDGER_GONE: 503, RP_LEDGER_NEWER: 503 };

/** A pact holds examples, not data; its bytes arrive as Base64. */
const LARGEST_BODY = 64 * 1024 * 1024;

export interface AppOptions {
  /** Without it nobody is asked for credentials. */
  guard?: Guard;
  /** Names beside this machine's own that a broker without a guard answers to. */
  hosts?: readonly string[];
}

/** The Pact Broker's HAL API over a ledger; `dispatcher` hears of every change. */
export function brokerApp(ledger: Ledger, dispatcher: Dispatcher, { guard, hosts = [] }: AppOptions = {}): Hono {
  const app = new Hono({ getPath: rawPath });
  // Before everything else: what is added below, is behind them.
  app.use(ownSite(!guard, hosts));
  app.use(guarded(guard));
  const tooLarge = (c: Context) => c.json({ error: `A request may have ${LARGEST_BODY / 1024 / 1024} MB.` }, 413);
  const counted = bodyLimit({ maxSize: LARGEST_BODY, onError: tooLarge });
  app.use(async (c, next) => {
    const length = c.req.header('content-length');
    // Counting wraps the body in a stream of its own; it is needed only where the length is not said beforehand.
    if (length === undefined && c.req.header('transfer-encoding') !== undefined) return counted(c, next);
    return Number(length ?? 0) > LARGEST_BODY ? tooLarge(c) : next();
  });
  const pages = pagesOf(ledger, rawPath);
  app.use(async (c, next) => {
    checkPath(c.req.path);
    const refusal = refuseForm(c);
    if (refusal) return refusal;
    const errors = c.req.method === 'GET' ? pageErrors(c) : {};
    if (Object.keys(errors).length > 0) return invalid(c, errors);
    const page = wantsPage(c) ? await pages(c) : undefined;
    if (page) return page;
    await next();
    if (c.req.method !== 'GET' && c.res.ok) dispatcher.notice();
    c.header('x-pact-broker-version', '2.120.0');
  });
  for (const add of ROUTES) add(app, ledger);
  contractRoutes(app, ledger, dispatcher);
  webhookRoutes(app, ledger, dispatcher);
  app.notFound((c) => {
    const others = METHODS.filter((method) => answers(app, method, c.req.path));
    return others.length > 0 ? c.body(null, 405, { allow: others.join(', ') }) : notFound(c);
  });
  app.onError((error, c) => {
    if (error instanceof BadRequest) return invalid(c, error.errors);
    if (error instanceof RingproofError && error.exitCode === 2 && !error.code.startsWith('RP_LEDGER')) return invalid(c, { base: [error.message] });
    const code = error instanceof RingproofError ? error.code : undefined;
    return c.json({ error: { message: error.message, ...(code && { reference: code }) } }, code === undefined ? 500 : (STATUS[code] ?? 500));
  });
  return app;
}

/** What every path has: the site, the guard, the limit of bodies, and the checks. */
const EVERYWHERE = 4;
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Whether a route beside the one for all requests has this path for another method. */
const answers = (app: Hono, method: string, path: string) => app.router.match(method, path)[0].length > EVERYWHERE;

/** The path as it was sent: a name may hold `/`, written `%2F`, so segments are decoded one by one after routing. */
function rawPath({ url }: Request): string {
  const path = url.slice(url.indexOf('/', url.indexOf('//') + 2)).split(/[?#]/, 1)[0] ?? '/';
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
