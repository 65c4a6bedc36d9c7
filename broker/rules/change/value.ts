import { rubyNumber } from '#broker/rules/canonical';
import { type Document, type Node, textOf } from '#core/lossless-json';

/** A number by its text: `1` and `1.0` are two values to Pact's matchers. */
export class Numeral {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** JSON in which numbers keep their text. The order of keys is lost, and means nothing. */
export type Value = string | boolean | null | Numeral | Value[] | { [key: string]: Value };

export function valueOf(document: Document, node: Node | undefined): Value | undefined {
  switch (node?.kind) {
    case undefined: return undefined;
    case 'object': return Object.fromEntries(node.members.map(({ key, value }) => [key, valueOf(document, value) ?? null]));
    case 'array': return node.items.map((item) => valueOf(document, item) ?? null);
    case 'string': return node.value;
    case 'number': return new Numeral(rubyNumber(textOf(document, node)));
    case 'word': return JSON.parse(textOf(document, node)) as boolean | null;
  }
}

export const isMap = (value: Value | undefined): value is { [key: string]: Value } => typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Numeral);

export const typeOf = (value: Value): string => (value === null ? 'null' : value instanceof Numeral ? 'number' : Array.isArray(value) ? 'array' : typeof value);

/** One text for equal values; also what a person is shown. */
export function textOfValue(value: Value | undefined): string {
  if (value === undefined) return 'nothing';
  if (value instanceof Numeral) return value.text;
  if (Array.isArray(value)) return `[${value.map(textOfValue).join(',')}]`;
  if (!isMap(value)) return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${textOfValue(value[key])}`).join(',')}}`;
}

export const same = (a: Value | undefined, b: Value | undefined): boolean => textOfValue(a) === textOfValue(b);
