import { createHmac } from 'node:crypto';
import type { SasKey } from '#emulators/service-bus/auth/sas';

/** A shared access signature for one hour, as service-bus-sas describes it. */
export function sasToken(audience: string, { name, key }: SasKey): string {
  const resource = encodeURIComponent(audience);
  const expiry = Math.floor(Date.now() / 1000) + 3600;
  const signature = encodeURIComponent(createHmac('sha256', key).update(`${resource}\n${expiry}`).digest('base64'));
  return `SharedAccessSignature sr=${resource}&sig=${signature}&se=${expiry}&skn=${encodeURIComponent(name)}`;
}
