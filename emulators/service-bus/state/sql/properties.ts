import type { MessageView } from '#emulators/service-bus/state/message-view';
import type { Property } from '#emulators/service-bus/state/sql/syntax';
import type { Value } from '#emulators/service-bus/state/value';

/** The property's value, undefined when the message has none. Names of application properties are case-insensitive (L9). */
export function readProperty(property: Property, view: MessageView): Value | undefined {
  if (property.kind === 'system') return view.system.get(property.name);
  const name = givenName(property.name, view);
  return name === undefined ? undefined : view.user.get(name);
}

/** A property's name as the message has it: in the same case, else in any. */
export function givenName(name: string, { user }: Pick<MessageView, 'user'>): string | undefined {
  if (user.has(name)) return name;
  const wanted = name.toLowerCase();
  for (const key of user.keys()) if (key.toLowerCase() === wanted) return key;
  return undefined;
}
