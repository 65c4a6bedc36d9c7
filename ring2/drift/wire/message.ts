import { decodeAll } from '#ring2/drift/wire/decode';
import { encode } from '#ring2/drift/wire/encode';
import { composite, fieldsOf } from '#ring2/drift/wire/performatives';
import { Malformed } from '#ring2/drift/wire/reader';
import type { Typed } from '#ring2/drift/wire/typed';
import { described, list, map, string, symbolMap, binary, ulong } from '#ring2/drift/wire/values';
import type { Fields } from '#ring2/drift/wire/wire';

/** A message by its sections (AMQP 1.0 part 3.2); what is absent is not sent. A string stands for an AMQP string. */
export interface MessageParts {
  header?: Fields;
  deliveryAnnotations?: Fields;
  messageAnnotations?: Fields;
  properties?: Readonly<Record<string, Typed | string>>;
  applicationProperties?: Readonly<Record<string, Typed | string>>;
  /** One body section each, in this order; more than one of a kind may come. */
  data?: Uint8Array | readonly Uint8Array[];
  sequence?: readonly Typed[];
  value?: Typed | string;
  footer?: Fields;
}

/** Names by numeric descriptor, which is 0x70 and up. */
const SECTIONS = ['header', 'delivery-annotations', 'message-annotations', 'properties', 'application-properties', 'data', 'amqp-sequence', 'amqp-value', 'footer'];

/** `message-format` of a batch: data sections that each hold an encoded message. Microsoft's, not in the specification. */
export const BATCH_FORMAT = 0x80013700;

/** The bytes of a message, or of the envelope of a batch. */
export function encodeMessage(parts: MessageParts): Buffer {
  const { header, properties, applicationProperties, data = [], sequence, value } = parts;
  const annotations = (code: number, fields: Fields | undefined) => (fields ? [section(code, symbolMap(fields))] : []);
  return Buffer.concat([
    ...(header ? [composite('header', header)] : []),
    ...annotations(0x71, parts.deliveryAnnotations),
    ...annotations(0x72, parts.messageAnnotations),
    ...(properties ? [composite('properties', typed(properties))] : []),
    ...(applicationProperties ? [section(0x74, map(typed(applicationProperties)))] : []),
    ...(data instanceof Uint8Array ? [data] : data).map((bytes) => section(0x75, binary(bytes))),
    ...(sequence ? [section(0x76, list(...sequence))] : []),
    ...(value === undefined ? [] : [section(0x77, typedOf(value))]),
    ...annotations(0x78, parts.footer),
  ].map(encode));
}

/** The sections of an encoded message by name, without their descriptors. Several of one kind become a list. @throws Malformed */
export function readSections(bytes: Buffer): Readonly<Record<string, Typed>> {
  const sections: Record<string, Typed> = {};
  const several = new Map<string, Typed[]>();
  for (const item of decodeAll(bytes)) {
    const name = item.type === 'described' ? sectionName(item.descriptor) : undefined;
    if (item.type !== 'described' || name === undefined) throw new Malformed('a message with something that is no section');
    const all = [...(several.get(name) ?? []), item.value];
    several.set(name, all);
    sections[name] = all.length === 1 ? item.value : list(...all);
  }
  return sections;
}

/** Header and properties by the names of their fields. */
export function sectionFields(name: 'header' | 'properties', section: Typed | undefined): Fields {
  return section ? fieldsOf(described(ulong(name === 'header' ? 0x70n : 0x73n), section)) : {};
}

function sectionName(descriptor: Typed): string | undefined {
  if (descriptor.type === 'ulong') return SECTIONS[Number(descriptor.value) - 0x70];
  return descriptor.type === 'symbol' ? SECTIONS.find((name) => descriptor.value.startsWith(`amqp:${name}:`)) : undefined;
}

const section = (code: number, value: Typed): Typed => described(ulong(BigInt(code)), value);
const typedOf = (value: Typed | string): Typed => (typeof value === 'string' ? string(value) : value);
const typed = (values: Readonly<Record<string, Typed | string>>): Record<string, Typed> => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, typedOf(value)]));
