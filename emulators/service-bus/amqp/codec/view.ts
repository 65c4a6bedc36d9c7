import { randomUUID } from 'node:crypto';
import { APPLICATION_PROPERTIES, PROPERTIES, type Section, sections } from '#emulators/service-bus/amqp/codec/sections';
import { fromValue, toValue } from '#emulators/service-bus/amqp/codec/value';
import { elements, text } from '#emulators/service-bus/amqp/codec/walk';
import { NULL, section, string, symbol } from '#emulators/service-bus/amqp/codec/write';
import type { Content, Properties } from '#emulators/service-bus/state/message';
import type { ContentCodec, MessageEdits, MessageView, SystemProperty } from '#emulators/service-bus/state/message-view';
import { type Value, isGuid } from '#emulators/service-bus/state/value';

/** Where each stands in the properties section (AMQP 1.0 part 3, §3.2.4). */
const POSITION: Readonly<Record<SystemProperty, number>> = {
  MessageId: 0, To: 2, Label: 3, ReplyTo: 4, CorrelationId: 5, ContentType: 6, SessionId: 10, ReplyToSessionId: 12,
};
const POSITIONS = Object.entries(POSITION) as [SystemProperty, number][];

/** Lets filters and actions into a message's properties. */
export const contentCodec: ContentCodec = { view, edit };

function view({ bare }: Content, added: Properties): MessageView {
  const found = sections(bare);
  const properties = elementsOf(bare, found, PROPERTIES);
  const system = new Map<SystemProperty, Value>();
  for (const [name, position] of POSITIONS) {
    const value = toValue(properties[position] ?? NULL);
    if (value !== undefined && value !== null) system.set(name, isGuid(value) ? value.guid : typeof value === 'bigint' ? value.toString() : value);
  }
  const user = new Map<string, Value>();
  for (const [name, encoded] of pairs(elementsOf(bare, found, APPLICATION_PROPERTIES))) keep(user, name, toValue(encoded));
  for (const [name, value] of Object.entries(added)) keep(user, name, typeof value === 'string' ? value : toValue(value));
  return { system, user, newId: randomUUID };
}

const keep = (user: Map<string, Value>, name: string, value: Value | undefined): void => {
  if (value !== undefined) user.set(name, value);
};

function edit(content: Content, { system, user }: MessageEdits): Content {
  const { bare } = content;
  const found = sections(bare);
  const properties = elementsOf(bare, found, PROPERTIES);
  for (const [name, value] of system) {
    while (properties.length <= POSITION[name]) properties.push(NULL);
    properties[POSITION[name]] = value === undefined ? NULL : name === 'ContentType' && typeof value === 'string' ? symbol(value) : fromValue(value);
  }
  const kept = pairs(elementsOf(bare, found, APPLICATION_PROPERTIES)).filter(([name]) => !user.has(name));
  for (const [name, value] of user) if (value !== undefined) kept.push([name, fromValue(value)]);
  const rest = found.filter(({ descriptor }) => descriptor > APPLICATION_PROPERTIES).map(({ start, end }) => bare.subarray(start, end));
  return {
    ...content,
    bare: Buffer.concat([
      section(PROPERTIES, 0xd0, properties.length, properties),
      section(APPLICATION_PROPERTIES, 0xd1, kept.length * 2, kept.flatMap(([name, encoded]) => [string(name), encoded])),
      ...rest,
    ]),
  };
}

function elementsOf(bare: Uint8Array, found: readonly Section[], descriptor: number): Uint8Array[] {
  const one = found.find((each) => each.descriptor === descriptor);
  return one ? elements(bare, one.value) : [];
}

function pairs(items: readonly Uint8Array[]): [name: string, encoded: Uint8Array][] {
  const found: [string, Uint8Array][] = [];
  for (let index = 0; index + 1 < items.length; index += 2) found.push([text(items[index] ?? NULL) ?? '', items[index + 1] ?? NULL]);
  return found;
}
