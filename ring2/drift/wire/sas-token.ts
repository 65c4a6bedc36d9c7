import { createHmac } from 'node:crypto';

/**
 * A shared access signature for `audience`, good for `validMs` from `now`, both in milliseconds.
 * Source: Microsoft's page "Service Bus access control with Shared Access Signatures".
 */
export function sasToken(audience: string, { name, key }: { name: string; key: string }, now = Date.now(), validMs = 3_600_000): string {
  const resource = encodeURIComponent(audience);
  const expiry = Math.floor((now + validMs) / 1000);
  const signature = createHmac('sha256', key).update(`${resource}\n${expiry}`).digest('base64');
  return `SharedAccessSignature sr=${resource}&sig=${encodeURIComponent(signature)}&se=${expiry}&skn=${encodeURIComponent(name)}`;
}
