import type { Context, MiddlewareHandler } from 'hono';
import { type Access, type Token, holderOf, rightFor, suffices } from '#broker/auth/access';

/** One request as the audit tells it; `who` is undefined for a request without valid credentials. */
export interface AuditEntry { who: string | undefined; method: string; path: string; status: number }

export interface Guard extends Access {
  /** Asked at every request: a token that is revoked ends at once. */
  tokens: () => readonly Token[];
  audit?: (entry: AuditEntry) => void;
}

/** Lets a request pass when its credentials suffice: 401 without valid ones, 403 where they may only read. */
export function guarded(guard: Guard | undefined): MiddlewareHandler {
  return async (c, next) => {
    if (!guard) return next();
    const { method, path } = c.req;
    const who = holderOf(c.req.header('authorization'), guard, guard.tokens());
    const needed = rightFor(method, path, guard);
    const refused = needed && !who ? unknown(c) : needed && who && !suffices(who.right, needed) ? c.json({ error: 'These credentials may only read.' }, 403) : undefined;
    if (!refused) await next();
    guard.audit?.({ who: who?.name, method, path, status: (refused ?? c.res).status });
    return refused;
  };
}

const unknown = (c: Context): Response => c.json({ error: 'Credentials are needed, by basic authentication or as a bearer token.' }, 401, { 'www-authenticate': 'Basic realm="Pact Broker", charset="UTF-8", Bearer realm="Pact Broker"' });
