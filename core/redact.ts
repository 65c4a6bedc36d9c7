const HIDDEN = '***';

/** What a name says whose value is a secret, wherever it stands. */
const WORDS = '(?:passw(?:or)?d|passphrase|secret|token|authorization|api[-_]?key|access[-_]?key|account[-_]?key|signature|credential|cookie)';
const SECRET_NAME = new RegExp(`${WORDS}|^sig$`, 'i');
/** `token_scheme`, `token_type`: of what kind the secret is, which a contract may ask for. */
const KIND = /[_-](?:scheme|type)$/i;
const NAMED = `(?:[\\w-]*${WORDS}[\\w-]*|\\bsig)`;

const RULES: [RegExp, string][] = [
  [/[\w.+-]+(@|%40)[\w-]+(\.[\w-]+)+/gi, HIDDEN],
  [/\beyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g, HIDDEN],
  [/\b(Bearer|Basic|Token|SharedAccessSignature)\s+[^\s"',;]+/gi, `$1 ${HIDDEN}`],
  [/(:\/\/)[^/\s:@]+:[^/\s@]+@/g, `$1${HIDDEN}@`],
  // JSON, JSON inside a JSON string, forms, queries, connection strings, headers, source text.
  [new RegExp(`(${NAMED}\\\\?["']?\\s*[:=]\\s*)(?:\\\\"(?:(?!\\\\").)*\\\\"|"(?:[^"\\\\]|\\\\.)*"|'[^']*'|[^&;\\s"',}\\\\]+)`, 'gi'), `$1${HIDDEN}`],
  // Command line flags.
  [new RegExp(`(\\s--?${NAMED}\\s+)[^\\s-][^\\s]*`, 'gi'), `$1${HIDDEN}`],
];

/** A text as it may be shown: without tokens, passwords, keys and addresses of persons. */
export const redact = (text: string): string => RULES.reduce((shown, [secret, replacement]) => shown.replace(secret, replacement), text);

/** True when the value of a header, field or query parameter of this name must not be shown. */
export const isSecretName = (name: string): boolean => SECRET_NAME.test(name) && !KIND.test(name);
