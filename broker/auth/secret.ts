const crypto = () => process.getBuiltinModule('node:crypto');

/** A new token: 256 random bits, so that a plain hash of it cannot be guessed back. */
export const newToken = (): string => `rpt_${crypto().randomBytes(32).toString('base64url')}`;

/** What is kept of a token: SHA-256, in hex. */
export const secretHash = (secret: string): string => crypto().createHash('sha256').update(secret).digest('hex');

/** Compares hashes, which have one length, without telling by time where they differ. */
export const isSecret = (secret: string, hash: string): boolean => crypto().timingSafeEqual(Buffer.from(secretHash(secret), 'hex'), Buffer.from(hash, 'hex'));
