import type { Message, Typed } from 'rhea';
import rhea from 'rhea';

// rhea's codec with the types that its declarations lack.

interface Composite { described(): Typed }
interface Codec {
  decode(bytes: Buffer): Message;
  encode(message: object): Buffer;
  rejected(fields: { error?: { condition: string; description: string; info: object } }): Composite;
}
interface Types {
  Reader: new (bytes: Buffer) => { read(): Typed };
  Writer: new () => { write(value: Typed): void; toBuffer(): Buffer };
  Typed: unknown;
  wrap_int(value: number): Typed;
  wrap_long(value: number | Buffer): Typed;
  wrap_map(entries: Readonly<Record<string, unknown>>): Typed;
  wrap_list(items: readonly unknown[]): Typed;
  wrap_symbol(text: string): Typed;
  wrap_string(text: string): Typed;
  wrap_timestamp(ms: number): Typed;
  wrap_uuid(bytes: Uint8Array): Typed;
  wrap_ulong(value: number): Typed;
  wrap_binary(bytes: Uint8Array): Typed;
  wrap_array(items: readonly unknown[], code: number): Typed;
  described_nc(descriptor: Typed, value: Typed): Typed;
  unwrap(value: Typed): unknown;
}

export const codec = rhea.message as unknown as Codec;
export const types = rhea.types as unknown as Types;

/** Array element types. */
export const LONG = 0x81;
export const TIMESTAMP = 0x83;

export function encodeTyped(value: Typed): Buffer {
  const writer = new types.Writer();
  writer.write(value);
  return writer.toBuffer();
}

/** The entries of a decoded map, values still with their AMQP types; empty for anything but a map. */
export function entriesOf(map: Typed | undefined): [string, Typed][] {
  const items: unknown = map?.value;
  if (!Array.isArray(items)) return [];
  const found: [string, Typed][] = [];
  for (let index = 0; index + 1 < items.length; index += 2) found.push([String(items[index]), items[index + 1] as Typed]);
  return found;
}
