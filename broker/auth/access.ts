import { isSecret, secretHash } from '#broker/auth/secret';

/** Writing includes reading. */
export type Right = 'read' | 'write';
/** Who may what; `name` is what the audit says. */
export interface Holder { name: string; right: Right }

export interface Account extends Holder { password: string }
export interface Token extends Holder {
  /** SHA-256 of the secret, in hex. */
  hash: string;
}

export interface Access {
  /** For basic authentication. */
  accounts: readonly Account[];
  /** Reading needs no credentials. */
  publicRead: boolean;
  /** Badges need no credentials, so that a page of somebody else can show them. */
  publicBadges: boolean;
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
/** A query that is too long for an address. */
const LONG_QUERY = /^\/pacts\/provider\/[^/]+\/for-verification$/;
const HEARTBEAT = '/diagnostic/status/heartbeat';
const BADGE = /^\/(pacts\/provider\/[^/]+\/consumer\/[^/]+\/latest(-untagged|\/[^/]+)?|pacticipants\/[^/]+\/(.+\/can-i-deploy\/to(-environment)?\/[^/]+|main-branch\/can-i-merge))\/badge$/;

/** The right that a request needs; undefined when it needs none. `path` is still encoded. The heartbeat is for machines that know no secret. */
export function rightFor(method: string, path: string, { publicRead, publicBadges }: Access): Right | undefined {
  const reads = READING.has(method);
  if (reads && (path === HEARTBEAT || (publicBadges && BADGE.test(path)))) return undefined;
  if (!reads && !(method === 'POST' && LONG_QUERY.test(path))) return 'write';
  return publicRead ? undefined : 'read';
}

export const suffices = (has: Right, needed: Right): boolean => has === 'write' || needed === 'read';

/**
 * Whose credentials these are, by the header `Authorization` (RFC 7617 and RFC 6750). Every known secret is compared, in
 * constant time, so that the answer's delay tells nothing.
 */
export function holderOf(authorization: string | undefined, { accounts }: Access, tokens: readonly Token[]): Holder | undefined {
  const [, scheme = '', credentials = ''] = /^(basic|bearer) +(\S+)$/i.exec(authorization ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return tokens.filter(({ hash }) => isSecret(credentials, hash))[0];
  if (scheme === '') return undefined;
  const pair = Buffer.from(credentials, 'base64').toString('utf8');
  return accounts.filter(({ name, password }) => isSecret(pair, secretHash(`${name}:${password}`)))[0];
}
