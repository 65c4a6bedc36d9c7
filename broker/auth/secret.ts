import { RingproofError } from '#core/errors';

const crypto = () => process.getBuiltinModule('node:crypto');

/** A new token: 256 random bits, so that a plain hash of it cannot be guessed back; a slow one (scrypt) would only cost every request. */
export const newToken = (): string => `rpt_${crypto().randomBytes(32).toString('base64url')}`;
export const GENERATED = /^rpt_[\w-]{43}$/;

/** What is kept of a token: SHA-256, in hex. */
export const secretHash = (secret: string): string => crypto().createHash('sha256').update(secret).digest('hex');

/** Compares hashes, which have one length, without telling by time where they differ. */
export const hasHash = (hash: string, other: string): boolean => crypto().timingSafeEqual(Buffer.from(hash, 'hex'), Buffer.from(other, 'hex'));

/**
 * A token that somebody chose, which `source` gave; a file or a shell may add a line break at its end.
 * @throws RingproofError RP_USAGE_VALUE, without the secret: an empty one would be no authentication, and no header holds a line break.
 */
export function chosenToken(source: string, text: string): string {
  const secret = text.replace(/\r?\n$/, '');
  if (/^[\u0021-\u007e]{20,1024}$/.test(secret)) return secret;
  throw new RingproofError('RP_USAGE_VALUE', { flag: source, value: secret === '' ? '' : '***', expected: 'A token has 20 to 1024 letters, digits and signs, without spaces or line breaks. `ringproof broker token create NAME` makes a good one.' });
}
