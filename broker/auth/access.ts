import { GENERATED, hasHash, secretHash } from '#broker/auth/secret';

/** Writing includes reading. */
export type Role = 'read' | 'write';
/** Who may what; `name` is what the audit says. */
export interface Holder { name: string; role: Role }

export interface Account extends Holder { password: string }
export interface Token extends Holder {
  /** SHA-256 of the secret, in hex. */
  hash: string;
}

export interface Access {
  /** For basic authentication. */
  accounts: readonly Account[];
  /** Beside those in the ledger. */
  tokens: readonly Token[];
  /** Reading needs no credentials. */
  publicRead: boolean;
  /** The heartbeat needs none, for probes that know no secret. */
  publicHeartbeat: boolean;
  /** Badges need none, so that a page of somebody else can show them. */
  publicBadges: boolean;
}

export const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
/** A query that is too long for an address. */
const LONG_QUERY = /^\/pacts\/provider\/[^/]+\/for-verification$/;
const HEARTBEAT = '/diagnostic/status/heartbeat';
const BADGE = /^\/(pacts\/provider\/[^/]+\/consumer\/[^/]+\/latest(-untagged|\/[^/]+)?|pacticipants\/[^/]+\/(.+\/can-i-deploy\/to(-environment)?\/[^/]+|main-branch\/can-i-merge))\/badge$/;

/** The role that a request needs; undefined when it needs none. `path` is still encoded. */
export function roleFor(method: string, path: string, { publicRead, publicHeartbeat, publicBadges }: Access): Role | undefined {
  const reads = READING.has(method);
  if (reads && ((publicHeartbeat && path === HEARTBEAT) || (publicBadges && BADGE.test(path)))) return undefined;
  if (!reads && !(method === 'POST' && LONG_QUERY.test(path))) return 'write';
  return publicRead ? undefined : 'read';
}

export const suffices = (has: Role, needed: Role): boolean => has === 'write' || needed === 'read';

/** What a request brings: a token, also as the password of any name, or a name and its password (`pair`). */
export interface Credentials { token: string; pair?: string }

/** Far above every real one; what is longer is not looked at. */
const LONGEST = 4096;

/** Reads the header `Authorization` (RFC 7617, RFC 6750); undefined for another scheme. */
export function credentialsIn(authorization: string | undefined): Credentials | undefined {
  if (authorization === undefined || authorization.length > LONGEST) return undefined;
  const [, scheme, value = ''] = /^(basic|bearer) +(\S+) *$/i.exec(authorization) ?? [];
  if (scheme === undefined) return undefined;
  if (scheme.toLowerCase() === 'bearer') return { token: value };
  const pair = Buffer.from(value, 'base64').toString('utf8');
  return { token: pair.slice(pair.indexOf(':') + 1), pair };
}

/** 256 random bits are not found by trying; everything else that people choose may be. */
export const isGuessable = ({ token }: Credentials): boolean => !GENERATED.test(token);

/** Whose credentials these are. Every known secret is compared, in constant time, so that the answer's delay tells nothing. */
export function holderOf({ token, pair }: Credentials, accounts: readonly Account[], tokens: readonly Token[]): Holder | undefined {
  const [secret, both] = [secretHash(token), secretHash(pair ?? '')];
  const [byToken] = tokens.filter(({ hash }) => hasHash(secret, hash));
  const [byName] = accounts.filter(({ name, password }) => hasHash(both, secretHash(`${name}:${password}`)));
  const found = byToken ?? byName;
  return found && { name: found.name, role: found.role };
}
