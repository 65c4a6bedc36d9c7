/**
 * JSON read without losing what JavaScript's own parser loses: `1.0`, `1e3`, integers above 2^53, the order of
 * integer-like keys. Every node knows where its text stands, so that a document can be changed without rewriting it.
 */
export type Node =
  | { kind: 'object'; members: Member[]; start: number; end: number }
  | { kind: 'array'; items: Node[]; start: number; end: number }
  | { kind: 'string'; value: string; start: number; end: number }
  /** `true`, `false` or `null`. */
  | { kind: 'word'; start: number; end: number }
  | { kind: 'number'; start: number; end: number };

export interface Member { key: string; start: number; value: Node }

/** A document: its text, and its root. */
export interface Document { text: string; root: Node }

const DEEPEST = 1000;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const SPACE = /[ \t\n\r]*/y;

/**
 * Reads JSON text (RFC 8259).
 * @throws SyntaxError with the position, as JSON.parse does.
 */
export function parseLossless(text: string): Document {
  const cursor: Cursor = { text, at: 0 };
  skip(cursor);
  const root = readNode(cursor, 0);
  skip(cursor);
  if (cursor.at < text.length) fail(cursor, 'Unexpected text after JSON');
  return { text, root };
}

interface Cursor { readonly text: string; at: number }

function fail({ at }: Cursor, what: string): never {
  throw new SyntaxError(`${what} at position ${at}`);
}

function token(cursor: Cursor, pattern: RegExp): boolean {
  pattern.lastIndex = cursor.at;
  if (!pattern.test(cursor.text)) return false;
  cursor.at = pattern.lastIndex;
  return true;
}

const skip = (cursor: Cursor): boolean => token(cursor, SPACE);

function readNode(cursor: Cursor, depth: number): Node {
  if (depth > DEEPEST) fail(cursor, 'JSON nested too deeply');
  const start = cursor.at;
  switch (cursor.text[start]) {
    case '{': {
      const members = readList(cursor, '}', () => readMember(cursor, depth));
      return { kind: 'object', members: withoutRepeats(members), start, end: cursor.at };
    }
    case '[': {
      const items = readList(cursor, ']', () => readNode(cursor, depth + 1));
      return { kind: 'array', items, start, end: cursor.at };
    }
    case '"':
      return { kind: 'string', value: readString(cursor), start, end: cursor.at };
    default:
      if (token(cursor, WORD)) return { kind: 'word', start, end: cursor.at };
      if (token(cursor, NUMBER)) return { kind: 'number', start, end: cursor.at };
      return fail(cursor, start >= cursor.text.length ? 'Unexpected end of JSON' : `Unexpected ${JSON.stringify(cursor.text[start])}`);
  }
}

function readList<T>(cursor: Cursor, close: string, readOne: () => T): T[] {
  const list: T[] = [];
  cursor.at++;
  skip(cursor);
  while (cursor.text[cursor.at] !== close) {
    if (list.length > 0) {
      if (cursor.text[cursor.at] !== ',') fail(cursor, `Expected "," or "${close}"`);
      cursor.at++;
      skip(cursor);
    }
    list.push(readOne());
    skip(cursor);
  }
  cursor.at++;
  return list;
}

function readMember(cursor: Cursor, depth: number): Member {
  const start = cursor.at;
  const key = readString(cursor);
  skip(cursor);
  if (cursor.text[cursor.at] !== ':') fail(cursor, 'Expected ":"');
  cursor.at++;
  skip(cursor);
  return { key, start, value: readNode(cursor, depth + 1) };
}

function readString(cursor: Cursor): string {
  const start = cursor.at;
  if (cursor.text[start] !== '"') fail(cursor, 'Expected a string');
  const close = closingQuote(cursor.text, start);
  if (close < 0) fail(cursor, 'Unterminated string');
  cursor.at = close + 1;
  return JSON.parse(cursor.text.slice(start, cursor.at)) as string;
}

/** A key given twice: the last value counts, as in every parser Pact uses. */
const withoutRepeats = (members: Member[]): Member[] =>
  members.length < 2 ? members : [...new Map(members.map((member) => [member.key, member])).values()];

/** Searched, not matched: a body of many megabytes is one string, and a pattern would run out of stack. */
function closingQuote(text: string, open: number): number {
  for (let at = text.indexOf('"', open + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text[at - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return at;
  }
  return -1;
}

/** The member's value, when the node is an object that has it. */
export const memberOf = (node: Node | undefined, key: string): Node | undefined =>
  node?.kind === 'object' ? node.members.find((member) => member.key === key)?.value : undefined;

/** The string at this path, when there is one. */
export function stringAt(root: Node, ...path: string[]): string | undefined {
  const node = path.reduce<Node | undefined>(memberOf, root);
  return node?.kind === 'string' ? node.value : undefined;
}

export const itemsOf = (node: Node | undefined): Node[] | undefined => (node?.kind === 'array' ? node.items : undefined);
export const textOf = (document: Document, node: Node): string => document.text.slice(node.start, node.end);
