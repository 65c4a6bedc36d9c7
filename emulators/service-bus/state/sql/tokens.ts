import { badRequest } from '#emulators/service-bus/state/fault';

export type Token =
  /** A name or a keyword; only a bare one can be a keyword. */
  | { readonly kind: 'name'; readonly text: string; readonly bare: boolean; readonly at: number }
  | { readonly kind: 'string' | 'integer' | 'decimal' | 'symbol' | 'end'; readonly text: string; readonly at: number };

const PATTERNS = [
  ['space', /\s+/y],
  ['string', /'(?:[^']|'')*'/y],
  ['quoted', /"(?:[^"]|"")*"/y],
  ['bracketed', /\[(?:[^\]]|\]\])*\]/y],
  ['decimal', /(?:\d+\.\d*|\.\d+)(?:e[+-]?\d+)?|\d+e[+-]?\d+/iy],
  ['integer', /\d+/y],
  // With @ a parameter's name, without it a property's.
  ['name', /@?\p{L}[\p{L}\p{Nd}_]*/uy],
  ['symbol', /<>|!=|<=|>=|[-=<>+*/%(),.;]/y],
] as const;

/** What a quoted text stands for: the doubled closing quote is one. */
const unquote = (text: string): string => {
  const close = text.at(-1) ?? '';
  return text.slice(1, -1).replaceAll(close + close, close);
};

/** @throws Fault `argument-error` at what no token begins with, such as a string without its end */
export function tokenize(sql: string): Token[] {
  const found: Token[] = [];
  for (let at = 0; at < sql.length; ) {
    const [kind, text] = match(sql, at);
    if (kind === 'name') found.push({ kind, text, bare: true, at });
    else if (kind === 'quoted' || kind === 'bracketed') found.push({ kind: 'name', text: unquote(text), bare: false, at });
    else if (kind === 'string') found.push({ kind, text: unquote(text), at });
    else if (kind !== 'space') found.push({ kind, text, at });
    at += text.length;
  }
  found.push({ kind: 'end', text: '', at: sql.length });
  return found;
}

function match(sql: string, at: number): readonly [kind: typeof PATTERNS[number][0], text: string] {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const text = pattern.exec(sql)?.[0];
    if (text !== undefined) return [kind, text];
  }
  throw badRequest(`The SQL expression is invalid at position ${at + 1}, near '${sql.slice(at, at + 16)}'.`);
}
