import { createHmac, timingSafeEqual } from 'node:crypto';

/** The parts of a shared access signature (service-bus-sas). */
export interface SasToken {
  /** The resource as it was signed, still URI-encoded. */
  signedResource: string;
  /** The path of the resource: rights reach to it and below. Empty for the whole namespace. */
  path: string;
  signature: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  signedExpiry: string;
  keyName: string;
}

export interface SasKey { name: string; key: string }

/** `SharedAccessSignature sr=…&sig=…&se=…&skn=…`; undefined for anything else. */
export function parseSas(text: string): SasToken | undefined {
  const [, fields] = /^SharedAccessSignature\s+(.+)$/i.exec(text.trim()) ?? [];
  if (fields === undefined) return undefined;
  const parts = new Map(fields.split('&').map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]));
  const [sr, sig, se, skn] = ['sr', 'sig', 'se', 'skn'].map((name) => parts.get(name));
  const [resource, signature, keyName] = [sr, sig, skn].map(decode);
  if (!sr || !se || resource === undefined || !signature || !keyName || !/^\d{1,15}$/.test(se)) return undefined;
  return { signedResource: sr, path: pathOf(resource), signature, expiresAt: Number(se) * 1000, signedExpiry: se, keyName };
}

/** Whether the key made the signature. */
export function isSignedBy({ signedResource, signedExpiry, signature }: SasToken, { key }: SasKey): boolean {
  const expected = createHmac('sha256', key).update(`${signedResource}\n${signedExpiry}`).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function decode(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The path of an address or audience in lower case, without a query; hosts are not compared: an emulator is reached by many names. */
export const pathOf = (address: string): string => {
  const [, path] = /^[a-z]+:\/\/[^/]*(?:\/(.*))?$/i.exec(address) ?? /^[^/]*(?:\/(.*))?$/.exec(address) ?? [];
  return (path ?? '').replace(/\?.*$/, '').replace(/^\/+|\/+$/g, '').toLowerCase();
};

/** Whether a right on one path reaches another. */
export const reaches = (granted: string, wanted: string): boolean =>
  granted === '' || granted === wanted || wanted.startsWith(`${granted}/`);
