import { type Document, type Member, type Node, textOf } from '#core/lossless-json';

/**
 * A node as the real broker writes it before hashing: keys sorted bytewise at every level, arrays in their order, no
 * spaces, numbers as Ruby prints them.
 */
export function canonical(document: Document, node: Node, without?: string): string {
  switch (node.kind) {
    case 'object': {
      const members = node.members.filter(({ key }) => key !== without).sort((a, b) => bytewise(a.key, b.key));
      return `{${members.map((member) => canonicalMember(document, member)).join(',')}}`;
    }
    case 'array':
      return `[${node.items.map((item) => canonical(document, item)).join(',')}]`;
    case 'string':
      return JSON.stringify(node.value);
    case 'number':
      return rubyNumber(textOf(document, node));
    case 'word':
      return textOf(document, node);
  }
}

const canonicalMember = (document: Document, { key, value }: Member) => `${JSON.stringify(key)}:${canonical(document, value)}`;

const SURROGATE = /[\ud800-\udfff]/;

/** The order of UTF-8 bytes. JavaScript's own `<` differs from it only where surrogates take part. */
export function bytewise(a: string, b: string): number {
  if (SURROGATE.test(a) || SURROGATE.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Ruby keeps integers of any size and prints floats as its Float#to_s does: `1e3` is `1000.0`, `1e-5` is `1.0e-05`. */
export function rubyNumber(text: string): string {
  if (/^-?\d+$/.test(text)) return text === '-0' ? '0' : text;
  const value = Number(text);
  if (!Number.isFinite(value)) return text;
  const [digits = '0', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  const sign = Object.is(value, -0) ? '-' : '';
  if (value === 0 || (exponent >= -4 && exponent < 16)) {
    const plain = exponent < 0 ? value.toFixed(digits.replace(/[-.]/g, '').length - 1 - exponent) : String(value);
    return sign + (plain.includes('.') ? plain : `${plain}.0`);
  }
  const size = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits.includes('.') ? digits : `${digits}.0`}e${exponent < 0 ? '-' : '+'}${size}`;
}
