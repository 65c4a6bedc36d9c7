import { createHmac, timingSafeEqual } from 'node:crypto';

/** Who a pod's token speaks for. */
export interface PodClaims {
  experimentKey: string;
  edge: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/** `POD_TOKEN_TTL_SECONDS` of the chart: 7 days. */
export const POD_TOKEN_TTL_MS = 604_800_000;

const signature = (secret: string, payload: string) => createHmac('sha256', secret).update(payload).digest('base64url');

/** A stateless pod token: claims and their HMAC. The real format is not public; that it is signed and expires is. */
export function mintPodToken(secret: string, claims: PodClaims): string {
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${payload}.${signature(secret, payload)}`;
}

/** The claims of a token that this secret signed; undefined for any other text. Expiry is the caller's to judge. */
export function readPodToken(secret: string, token: string): PodClaims | undefined {
  const [payload = '', signed = ''] = token.split('.');
  const expected = Buffer.from(signature(secret, payload));
  const actual = Buffer.from(signed);
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return undefined;
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as PodClaims;
}
