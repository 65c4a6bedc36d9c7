import { type Json, isObject } from '#core/json';
import type { OutgoingMessage, PropertyValue, SeenMessage } from '#ring2/drift/message';

// JSON has no points in time; everything else of a message is JSON already.
export function toProgramProperties(properties: Record<string, PropertyValue>): Record<string, Json> {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, value instanceof Date ? { date: value.getTime() } : value]));
}

export function toProgramMessage({ properties, ...rest }: OutgoingMessage): Record<string, unknown> {
  return { ...rest, ...(properties && { properties: toProgramProperties(properties) }) };
}

/** @throws TypeError when it is none: the program broke the protocol */
export function fromProgramMessage(message: Json | undefined): SeenMessage {
  if (!isObject(message) || !isObject(message['properties'])) throw new TypeError('a message without properties');
  const properties = Object.entries(message['properties']).map(([name, value]): [string, PropertyValue] => [name, fromProgramValue(value)]);
  return { ...(message as unknown as SeenMessage), properties: Object.fromEntries(properties) };
}

function fromProgramValue(value: Json): PropertyValue {
  if (isObject(value) && typeof value['date'] === 'number') return new Date(value['date']);
  if (typeof value === 'object' && value !== null) throw new TypeError(`a property that is ${JSON.stringify(value)}`);
  return value;
}
