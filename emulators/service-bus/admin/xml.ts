import type { XMLParser as Parser, XMLValidator as Validator } from 'fast-xml-parser';
import { badRequest } from '#emulators/service-bus/admin/refusal';

/** An element without its namespace prefix, and attributes without theirs. */
export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: XmlElement[];
  text: string;
}

const MAX_DEPTH = 32;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
// Characters that XML 1.0 cannot hold at all.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/**
 * One XML document. Only the five entities of XML itself: a document type, and so every entity of its own, is refused.
 * @throws Refusal 400 saying what is wrong
 */
export async function parseXml(text: string): Promise<XmlElement> {
  const { XMLParser, XMLValidator } = await import('fast-xml-parser');
  const invalid = (problem: string) => badRequest(`The request body is not valid XML: ${problem}`);
  if (/<!(?!--|\[CDATA\[)/.test(text)) throw invalid('a document type is not allowed.');
  if (FORBIDDEN.test(text)) throw invalid('it has a character that XML cannot hold.');
  const verdict = validate(XMLValidator, text);
  if (verdict !== true) throw invalid(verdict);
  const roots = nodesOf(XMLParser, text, invalid).filter((node) => nameOf(node) !== undefined);
  const [root, second] = roots;
  if (!root || second) throw invalid('one root element is needed.');
  return toElement(root, invalid);
}

/** As the parser gives it with `preserveOrder`: the one key beside `:@` is the element's name, or `#text`. */
type Node = Readonly<Record<string, unknown>>;
type Invalid = (problem: string) => Error;

function validate(validator: typeof Validator, text: string): true | string {
  const verdict = validator.validate(text);
  return verdict === true ? true : `${verdict.err.msg} (line ${verdict.err.line})`;
}

function nodesOf(XMLParser: typeof Parser, text: string, invalid: Invalid): Node[] {
  const parser = new XMLParser({
    preserveOrder: true, removeNSPrefix: true, ignoreAttributes: false, attributeNamePrefix: '', cdataPropName: '#cdata',
    parseTagValue: false, parseAttributeValue: false, trimValues: false, ignoreDeclaration: true, ignorePiTags: true,
    processEntities: false, maxNestedTags: MAX_DEPTH,
  });
  try {
    return parser.parse(text) as Node[];
  } catch (thrown) {
    throw invalid(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

const nameOf = (node: Node): string | undefined => Object.keys(node).find((key) => key !== ':@' && !key.startsWith('#'));

function toElement(node: Node, invalid: Invalid): XmlElement {
  const name = nameOf(node) ?? '';
  const inner = node[name] as Node[];
  const attributes = Object.entries((node[':@'] ?? {}) as Record<string, string>).map(([key, value]) => [key, decode(value, invalid)]);
  const text = inner.map((one) => {
    if ('#text' in one) return decode(String(one['#text']), invalid);
    return '#cdata' in one ? (one['#cdata'] as Node[]).map((part) => String(part['#text'])).join('') : '';
  });
  return {
    name, attributes: Object.fromEntries(attributes) as Record<string, string>, text: text.join(''),
    children: inner.filter((one) => nameOf(one) !== undefined).map((one) => toElement(one, invalid)),
  };
}

function decode(text: string, invalid: Invalid): string {
  return text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|\w{1,8})?;?/gi, (reference, name?: string) => {
    if (name === undefined || !reference.endsWith(';')) throw invalid('an ampersand must be written as &amp;.');
    if (!name.startsWith('#')) {
      const known = ENTITIES[name];
      if (known !== undefined) return known;
      throw invalid(`the entity ${reference} is not known.`);
    }
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
    const character = code <= 0x10ffff ? String.fromCodePoint(code) : '\u0000';
    if (FORBIDDEN.test(character) || /^[\ud800-\udfff]$/.test(character)) throw invalid(`${reference} is not a character.`);
    return character;
  });
}

export const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((one) => one.name === name);

const ESCAPES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', '\r': '&#xD;' };

/** For text and for attributes in double quotes. */
export const escapeXml = (text: string): string => text.replace(/[<>&"\r]/g, (character) => ESCAPES[character] ?? character);

/** `<name>value</name>`, and nothing for an undefined value. */
export const tag = (name: string, value: string | number | boolean | undefined): string =>
  (value === undefined ? '' : `<${name}>${escapeXml(String(value))}</${name}>`);
