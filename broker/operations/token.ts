import type { Role } from '#broker/auth/access';
import { newToken, secretHash } from '#broker/auth/secret';
import type { Ledger } from '#broker/ledger/ledger';
import type { TokenRecord } from '#broker/ledger/token-view';
import { RingproofError } from '#core/errors';

/** Names stand in the audit and in answers. */
const NAME = /^[\w.@:/-]{1,64}$/;

/**
 * Makes a token and gives it, once: the ledger keeps its hash.
 * @throws RingproofError RP_USAGE_VALUE, RP_BROKER_TOKEN_KNOWN.
 */
export function createToken(ledger: Ledger, name: string, role: Role): string {
  if (!NAME.test(name)) throw new RingproofError('RP_USAGE_VALUE', { flag: 'The name of a token', value: name, expected: 'Up to 64 letters, digits and the signs . _ - @ : /, such as ci or ann@laptop.' });
  const secret = newToken();
  ledger.change((view, writer) => {
    if (view.tokens().some((token) => token.name === name)) throw new RingproofError('RP_BROKER_TOKEN_KNOWN', { name });
    writer.add({ kind: 'token-created', name, role, hash: secretHash(secret) });
  });
  return secret;
}

/** Ends a token at once, also at a broker that is running. @throws RingproofError RP_BROKER_TOKEN_UNKNOWN. */
export function revokeToken(ledger: Ledger, name: string): void {
  ledger.change((view, writer) => {
    const names = listTokens(view.tokens()).map((token) => token.name);
    if (!names.includes(name)) throw new RingproofError('RP_BROKER_TOKEN_UNKNOWN', { name, known: names.join(', ') || 'none' });
    writer.add({ kind: 'token-revoked', name });
  });
}

/** What may be told of tokens. */
export const listTokens = (tokens: readonly TokenRecord[]): Omit<TokenRecord, 'hash'>[] => tokens.map(({ name, role, createdAt }) => ({ name, role, createdAt }));
