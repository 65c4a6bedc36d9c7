import { Malformed } from '#ring2/drift/wire/reader';
import type { Typed } from '#ring2/drift/wire/typed';
import { described, list, nothing, ulong } from '#ring2/drift/wire/values';
import type { Fields } from '#ring2/drift/wire/wire';

/** A described list by the names of its fields. */
export interface Composite {
  name: string;
  fields: Fields;
}

const SOURCE = 'address durable expiry-policy timeout dynamic dynamic-node-properties';

/** AMQP 1.0 parts 2.7 (performatives), 2.8.14 (error), 3.4 (delivery states), 3.5 (termini), 4.5 (transactions), 5.3.3 (SASL), 3.2 (header, properties). */
const TABLE: readonly [code: number, name: string, fields: string][] = [
  [0x10, 'open', 'container-id hostname max-frame-size channel-max idle-time-out outgoing-locales incoming-locales offered-capabilities desired-capabilities properties'],
  [0x11, 'begin', 'remote-channel next-outgoing-id incoming-window outgoing-window handle-max offered-capabilities desired-capabilities properties'],
  [0x12, 'attach', 'name handle role snd-settle-mode rcv-settle-mode source target unsettled incomplete-unsettled initial-delivery-count max-message-size offered-capabilities desired-capabilities properties'],
  [0x13, 'flow', 'next-incoming-id incoming-window next-outgoing-id outgoing-window handle delivery-count link-credit available drain echo properties'],
  [0x14, 'transfer', 'handle delivery-id delivery-tag message-format settled more rcv-settle-mode state resume aborted batchable'],
  [0x15, 'disposition', 'role first last settled state batchable'],
  [0x16, 'detach', 'handle closed error'],
  [0x17, 'end', 'error'],
  [0x18, 'close', 'error'],
  [0x1d, 'error', 'condition description info'],
  [0x23, 'received', 'section-number section-offset'],
  [0x24, 'accepted', ''],
  [0x25, 'rejected', 'error'],
  [0x26, 'released', ''],
  [0x27, 'modified', 'delivery-failed undeliverable-here message-annotations'],
  [0x28, 'source', `${SOURCE} distribution-mode filter default-outcome outcomes capabilities`],
  [0x29, 'target', `${SOURCE} capabilities`],
  [0x30, 'coordinator', 'capabilities'],
  [0x31, 'declare', 'global-id'],
  [0x32, 'discharge', 'txn-id fail'],
  [0x33, 'declared', 'txn-id'],
  [0x34, 'transactional-state', 'txn-id outcome'],
  [0x40, 'sasl-mechanisms', 'sasl-server-mechanisms'],
  [0x41, 'sasl-init', 'mechanism initial-response hostname'],
  [0x42, 'sasl-challenge', 'challenge'],
  [0x43, 'sasl-response', 'response'],
  [0x44, 'sasl-outcome', 'code additional-data'],
  [0x70, 'header', 'durable priority ttl first-acquirer delivery-count'],
  [0x73, 'properties', 'message-id user-id to subject reply-to correlation-id content-type content-encoding absolute-expiry-time creation-time group-id group-sequence reply-to-group-id'],
];
const KINDS = TABLE.map(([code, name, fields]) => ({ code, name, fields: fields.split(' ').filter((field) => field !== '') }));

/** A performative, state or terminus from fields by name. @throws TypeError for a name or a field that AMQP does not have */
export function composite(name: string, fields: Readonly<Record<string, Typed | undefined>> = {}): Typed {
  const kind = KINDS.find((one) => one.name === name);
  const stranger = Object.keys(fields).find((field) => !kind?.fields.includes(field));
  if (!kind || stranger !== undefined) throw new TypeError(`AMQP has no ${stranger === undefined ? name : `field ${stranger} of ${name}`}`);
  const last = kind.fields.findLastIndex((field) => fields[field] !== undefined);
  return described(ulong(BigInt(kind.code)), list(...kind.fields.slice(0, last + 1).map((field) => fields[field] ?? nothing)));
}

/** A described list by name; undefined for any other value. Nulls are absent fields. @throws Malformed for more fields than it has */
export function readComposite(value: Typed | undefined): Composite | undefined {
  if (value?.type !== 'described' || value.value.type !== 'list') return undefined;
  const kind = kindOf(value.descriptor);
  if (!kind) return undefined;
  const items = value.value.value;
  if (items.length > kind.fields.length) throw new Malformed(`${kind.name} with ${items.length} fields of ${kind.fields.length}`);
  const present = items.flatMap((item, index): [string, Typed][] => (item.type === 'null' ? [] : [[kind.fields[index] ?? '', item]]));
  return { name: kind.name, fields: Object.fromEntries(present) };
}

/** By number, or by the symbol `amqp:open:list`. */
function kindOf(descriptor: Typed) {
  if (descriptor.type === 'ulong') return KINDS.find(({ code }) => BigInt(code) === descriptor.value);
  return descriptor.type === 'symbol' ? KINDS.find(({ name }) => descriptor.value === `amqp:${name}:list`) : undefined;
}

/** The fields of a described list, empty for anything else. */
export const fieldsOf = (value: Typed | undefined): Fields => readComposite(value)?.fields ?? {};
