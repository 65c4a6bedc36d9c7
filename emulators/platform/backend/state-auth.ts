import type { BackendState, Subject, Token } from '#emulators/platform/backend/state';
import { refuse } from '#emulators/platform/http/route';

/** A ClientAccessToken lives 30 days and is not refreshed (tracebloc/client docs/SECURITY.md 8.3). */
export const ACCESS_TOKEN_MS = 30 * 24 * 3600_000;

/**
 * Who an `Authorization` header speaks for. The keyword is compared case-insensitively (an ingestor sends `TOKEN`), but it
 * must be the token's own: `Token` with a ClientAccessToken is a plain 401.
 * @throws Refused `not-authenticated`, `invalid-token`, `inactive-account`
 */
export function authenticate(state: BackendState, header: string | undefined, now: number): Token {
  const [, keyword, key] = /^(\S+) (\S+)$/.exec(header ?? '') ?? [];
  if (!keyword || !key) refuse({ code: 'not-authenticated' });
  const scheme = keyword.toLowerCase();
  if (scheme !== 'token' && scheme !== 'bearer') refuse({ code: 'not-authenticated' });
  const token = state.tokens.get(key);
  if (!token || token.scheme !== scheme || (token.expiresAt !== null && token.expiresAt <= now)) refuse({ code: 'invalid-token' });
  if (!isActive(token.subject)) refuse({ code: 'inactive-account' });
  return token;
}

/**
 * A password login of a user (e-mail) or an edge device (Client ID): one token per subject, the same at every login.
 * @throws Refused `invalid` for wrong credentials (400, not 401), `inactive-account` (401)
 */
export function login(state: BackendState, username: string, password: string, newToken: () => string): Token {
  const user = state.users.find(({ email }) => email === username);
  const device = state.devices.find((one) => one.username === username);
  const subject: Subject | undefined = user ? { kind: 'user', user } : device ? { kind: 'edge', device } : undefined;
  const expected = user ? user.password : device?.password;
  if (!subject || expected === null || expected !== password) {
    return refuse({ code: 'invalid', fields: { non_field_errors: ['Unable to log in with provided credentials.'] } });
  }
  if (!isActive(subject)) refuse({ code: 'inactive-account' });
  const known = [...state.tokens.values()].find((token) => token.scheme === 'token' && sameSubject(token.subject, subject));
  return known ?? addToken(state, { key: newToken(), scheme: 'token', subject, expiresAt: null });
}

export function addToken(state: BackendState, token: Token): Token {
  state.tokens.set(token.key, token);
  return token;
}

/** Ends the presented token; others of the same subject live on. */
export const revokeToken = (state: BackendState, token: Token): void => void state.tokens.delete(token.key);

/** Ends every token of a device. */
export function revokeTokensOf(state: BackendState, username: string): void {
  for (const token of [...state.tokens.values()]) {
    if (token.subject.kind === 'edge' && token.subject.device.username === username) state.tokens.delete(token.key);
  }
}

const isActive = (subject: Subject): boolean => (subject.kind === 'user' ? subject.user.active : subject.device.active);

const sameSubject = (a: Subject, b: Subject): boolean =>
  a.kind === 'user' ? b.kind === 'user' && a.user.id === b.user.id : b.kind === 'edge' && a.device.id === b.device.id;
