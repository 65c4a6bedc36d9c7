import { type Json, isObject } from '#core/json';

/**
 * What must never reach a disk, by shape. Wrongly refused is better than wrongly written. None begins with a repetition:
 * on a body of 64 KB that would take seconds.
 */
const SHAPES: readonly (readonly [what: string, shape: RegExp])[] = [
  ['a connection string', /\bEndpoint=sb:|SharedAccess(Key|Signature)\s*=/i],
  ['a SAS signature', /\bSharedAccessSignature\b|[?&\s]sig=[^&\s]{10}/i],
  // 256 bits in base64, as every key of Service Bus is.
  ['a key', /(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{43}=(?![A-Za-z0-9+/=])/],
  ['a token', /\bBearer\s+[\w.~+/-]{16}|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/],
  ['the host of a namespace', /[a-z0-9]\.servicebus\.[a-z.]{4}/i],
  ['an e-mail address', /[\w+-]@[\w-]+(\.[\w-]+)*\.[a-z]{2,}\b/i],
];

export interface Known {
  /** Keys and signatures of the connection string. */
  secrets: readonly string[];
  /** Host, with port if any. */
  host: string;
}

/** The first thing in a value that must not be written, and its JSON path (never the thing itself). */
export function findSecret(value: Json, known: Known): { what: string; path: string } | undefined {
  const label = known.host.replace(/[.:].*$/, '');
  const named: (readonly [string, string])[] = [
    ...known.secrets.flatMap((secret) => [['a secret of the connection string', secret], ['a secret of the connection string', encodeURIComponent(secret)]] as const),
    ['the host of the target', known.host],
    // As Azure's error texts have it: `mybus:queue:name`.
    ['the name of the namespace', `${label}:queue`], ['the name of the namespace', `${label}:topic`],
  ];
  const problemOf = (text: string): string | undefined =>
    named.find(([, word]) => word !== '' && text.toLowerCase().includes(word.toLowerCase()))?.[0] ?? SHAPES.find(([, shape]) => shape.test(text))?.[0];
  const visit = (node: Json, path: string): { what: string; path: string } | undefined => {
    if (typeof node === 'string') {
      const what = problemOf(node);
      return what === undefined ? undefined : { what, path };
    }
    const children: (readonly [string, Json])[] = Array.isArray(node) ? node.map((child, index) => [`${path}[${index}]`, child]) : isObject(node) ? Object.entries(node).map(([key, child]) => [`${path}.${key}`, child]) : [];
    for (const [at, child] of children) {
      // A property's name may hold it too; then its path would repeat it.
      const key = Array.isArray(node) ? undefined : problemOf(at.slice(path.length + 1));
      if (key !== undefined) return { what: key, path: `${path}.(a name)` };
      const found = visit(child, at);
      if (found) return found;
    }
    return undefined;
  };
  return visit(value, '$');
}
