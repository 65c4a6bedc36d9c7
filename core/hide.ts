import { childPath } from '#core/check';
import { type Json, isObject } from '#core/json';
import { isSecretName, redact } from '#core/redact';

/** Stands for a value that was a secret. */
export const HIDDEN = '***';
/** Stands for the e-mail address of a person: still an address, so that a contract may ask for one. */
export const SOMEBODY = 'somebody@example.test';

const ADDRESS = /[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+/g;
const PLACEHOLDER = SOMEBODY.replace('@', '(?:@|%40)').replaceAll('.', '\\.');

/** A value without its secrets: whatever a secret's name holds, and what looks like one anywhere. Shapes stay. */
export function withoutSecrets(value: Json, isSecret: (name: string) => boolean = isSecretName): Json {
  if (typeof value === 'string') return hideText(value);
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, isSecret));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, isSecret(name) ? blank(held) : withoutSecrets(held, isSecret)]));
}

/** A form, query or plain text; credentials keep their keyword (`Token ***`), which contracts speak of. */
export function hideText(text: string): string {
  return redact(text.replace(ADDRESS, '\u0000')).replaceAll('\u0000', SOMEBODY);
}

/** A secret of any type, so that the type is still that of the original. */
function blank(value: Json): Json {
  if (typeof value === 'string') return /^(Bearer|Token|Basic) /.exec(value)?.[0].concat(HIDDEN) ?? HIDDEN;
  if (typeof value === 'number') return 0;
  if (Array.isArray(value)) return value.map(blank);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, held]) => [name, blank(held)])) : value;
}

const SIGNS: [string, RegExp][] = [
  ['an e-mail address', new RegExp(`(?!${PLACEHOLDER})\\b[\\w.+-]+(?:@|%40)[\\w-]+(?:\\.[\\w-]+)+`)],
  ['a JSON web token', /\beyJ[\w-]{8,}\.[\w-]+/],
  ['a shared access key', /SharedAccess(?:Key|Signature)[= ](?!\*{3})\S/],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
];

/** What still looks like a secret in a value that is about to be written, and where. */
export function findSecret(value: Json, path = '$'): { what: string; path: string } | undefined {
  if (typeof value === 'string') {
    const sign = SIGNS.find(([, pattern]) => pattern.test(value));
    return sign && { what: sign[0], path };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Array.isArray(value) ? value.map((item, index) => [`${path}[${index}]`, item] as const) : Object.entries(value).map(([name, held]) => [childPath(path, name), held] as const);
  for (const [place, held] of entries) {
    const found = findSecret(held, place);
    if (found) return found;
  }
  return undefined;
}
