import { badRequest } from '#emulators/service-bus/admin/refusal';
import { type XmlElement, child, escapeXml, tag } from '#emulators/service-bus/admin/xml';
import { type Value, isDateTime, isGuid } from '#emulators/service-bus/state/value';

const WHOLE = new Set(['int', 'long', 'short', 'byte', 'unsignedByte', 'unsignedShort', 'unsignedInt', 'unsignedLong']);
const FRACTION = new Set(['double', 'float', 'decimal']);
const INT32 = 2n ** 31n;

/**
 * The properties of a correlation filter or the parameters of a SQL expression: typed values by name.
 * @throws Refusal 400 naming the key
 */
export function readKeyValues(element: XmlElement | undefined): Map<string, Value> {
  const pairs = element?.children.filter(({ name }) => name.startsWith('KeyValueOf')) ?? [];
  return new Map(pairs.map((pair) => {
    const key = child(pair, 'Key')?.text;
    const value = child(pair, 'Value');
    if (!key || !value) throw badRequest('A pair of Key and Value lacks one of them.');
    return [key, readValue(key, value.attributes['type'] ?? 'string', value.text)];
  }));
}

function readValue(key: string, qualifiedType: string, text: string): Value {
  const type = qualifiedType.slice(qualifiedType.indexOf(':') + 1);
  const value = valueOf(type, text);
  if (value === undefined) throw badRequest(`The value "${text}" of "${key}" is no ${type}.`);
  return value;
}

/** Undefined when the text is none of that type, or the type is not known. */
function valueOf(type: string, text: string): Value | undefined {
  if (type === 'string') return text;
  if (type === 'boolean') return /^(true|1)$/i.test(text) ? true : /^(false|0)$/i.test(text) ? false : undefined;
  if (WHOLE.has(type)) return /^[+-]?\d{1,20}$/.test(text) ? BigInt(text.replace('+', '')) : undefined;
  if (FRACTION.has(type)) return text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
  if (type === 'dateTime') return Number.isNaN(Date.parse(text)) ? undefined : { dateTime: Date.parse(text) };
  return type === 'guid' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text) ? { guid: text.toLowerCase() } : undefined;
}

/** Nothing when there are none. JavaScript's client cuts the type after five characters: the prefix has four letters. */
export function writeKeyValues(name: string, values: ReadonlyMap<string, Value>): string {
  if (values.size === 0) return '';
  const pairs = [...values].map(([key, value]) => {
    const [type, text] = written(value);
    return `<KeyValueOfstringanyType>${tag('Key', key)}<Value i:type="d6p1:${type}" xmlns:d6p1="http://www.w3.org/2001/XMLSchema">${escapeXml(text)}</Value></KeyValueOfstringanyType>`;
  });
  return `<${name}>${pairs.join('')}</${name}>`;
}

function written(value: Value): readonly [type: string, text: string] {
  if (typeof value === 'bigint') return [value >= -INT32 && value < INT32 ? 'int' : 'long', String(value)];
  if (typeof value === 'number') return ['double', String(value)];
  if (typeof value === 'boolean') return ['boolean', String(value)];
  if (isDateTime(value)) return ['dateTime', new Date(value.dateTime).toISOString()];
  if (isGuid(value)) return ['guid', value.guid];
  return ['string', value ?? ''];
}
