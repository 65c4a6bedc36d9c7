import type { IncomingMessage } from 'node:http';
import type { Context, MiddlewareHandler } from 'hono';
import { type Access, READING, type Token, credentialsIn, holderOf, isGuessable, roleFor, suffices } from '#broker/auth/access';
import type { Attempts } from '#broker/auth/attempts';
import { problem } from '#broker/routes/hal';

/** One request as the audit tells it: never its query, its body or a secret. `who` is undefined without valid credentials; `from` is the other end of the connection. */
export interface AuditEntry { who: string | undefined; from: string; method: string; path: string; status: number }

export interface Guard {
  access: Access;
  /** The ledger's; asked at every request: a token that is revoked ends at once. */
  tokens: () => readonly Token[];
  attempts: Attempts;
  /** Told of every request that was refused, or that wrote. */
  audit: (entry: AuditEntry) => void;
}

/** Lets a request pass when its credentials suffice: 401 without valid ones, 403 where they may only read, 429 after too many wrong ones. */
export function guarded(guard: Guard | undefined): MiddlewareHandler {
  return async (c, next) => {
    if (!guard) return next();
    const { method, path } = c.req;
    const from = addressOf(c);
    const { who, refusal } = judge(c, guard, from);
    if (!refusal) await next();
    if (refusal || !READING.has(method)) guard.audit({ who, from, method, path, status: (refusal ?? c.res).status });
    return refusal;
  };
}

function judge(c: Context, { access, tokens, attempts }: Guard, from: string): { who?: string; refusal?: Response } {
  const needed = roleFor(c.req.method, c.req.path, access);
  if (!needed) return {};
  const given = credentialsIn(c.req.header('authorization'));
  if (!given) return { refusal: unknown(c, 'This broker asks for credentials') };
  const wait = isGuessable(given) ? attempts.waitOf(from) : 0;
  if (wait > 0) return { refusal: tooMany(c, wait) };
  const holder = holderOf(given, access.accounts, [...access.tokens, ...tokens()]);
  if (!holder) {
    if (isGuessable(given)) attempts.failed(from);
    return { refusal: unknown(c, 'These credentials are unknown here, or were revoked. It asks') };
  }
  const { name, role } = holder;
  if (suffices(role, needed)) return { who: name };
  return { who: name, refusal: problem(c, 403, 'Forbidden', `"${name}" may only read. Use credentials that may write: \`ringproof broker token create NAME --role write\` makes a token.`) };
}

const unknown = (c: Context, words: string): Response => problem(
  c, 401, 'Unauthorized', `${words}: a bearer token (PACT_BROKER_TOKEN), or a name and a password (PACT_BROKER_USERNAME, PACT_BROKER_PASSWORD). Who runs it makes a token with \`ringproof broker token create NAME\`.`,
  // A browser asks its user only when the first challenge is one it knows.
  { 'www-authenticate': 'Basic realm="Pact Broker", charset="UTF-8", Bearer realm="Pact Broker"' },
);

function tooMany(c: Context, waitMs: number): Response {
  const seconds = Math.ceil(waitMs / 1000);
  return problem(c, 429, 'Too many requests', `Too many wrong passwords came from this address. Try again in ${seconds} s with the right one; tokens made by \`ringproof broker token create\` need not wait.`, { 'retry-after': String(seconds) });
}

const addressOf = (c: Context): string => (c.env as { incoming?: IncomingMessage } | undefined)?.incoming?.socket.remoteAddress ?? 'unknown';
