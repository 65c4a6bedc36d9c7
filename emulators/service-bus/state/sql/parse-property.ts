import { badRequest } from '#emulators/service-bus/state/fault';
import { SYSTEM_PROPERTIES, type SystemProperty } from '#emulators/service-bus/state/message-view';
import type { Cursor } from '#emulators/service-bus/state/sql/cursor';
import type { Property } from '#emulators/service-bus/state/sql/syntax';

/** Newer clients say Subject for what the service calls Label. */
const SYSTEM = new Map<string, SystemProperty>([...SYSTEM_PROPERTIES.map((name) => [name.toLowerCase(), name] as const), ['subject', 'Label']]);

/** [<scope>.]<name>; without scope an application property. @throws Fault `argument-error` for an unknown system property (D84) */
export function parseProperty(cursor: Cursor): Property {
  const first = cursor.name();
  if (!cursor.symbol('.')) return { kind: 'user', name: first };
  const scope = first.toLowerCase();
  const name = cursor.name();
  if (scope === 'user') return { kind: 'user', name };
  if (scope !== 'sys') throw badRequest(`The SQL expression is invalid: '${first}' is no scope; sys and user are.`);
  const system = SYSTEM.get(name.toLowerCase());
  if (!system) throw badRequest(`The SQL expression is invalid: there is no system property '${name}'.`);
  return { kind: 'system', name: system };
}
