import type { MessageEdits, MessageView, SystemProperty } from '#emulators/service-bus/state/message-view';
import { convert, toText } from '#emulators/service-bus/state/sql/convert';
import { evaluate } from '#emulators/service-bus/state/sql/evaluate';
import { givenName } from '#emulators/service-bus/state/sql/properties';
import type { Action } from '#emulators/service-bus/state/sql/syntax';
import type { Value } from '#emulators/service-bus/state/value';

/**
 * What an action changes in a message; each statement sees what those before it did (D87, service-bus-messaging-sql-rule-action).
 * @throws EvaluationError when a value cannot be computed or become the type that the property has
 */
export function runAction(action: Action, before: MessageView): MessageEdits {
  const after = { system: new Map(before.system), user: new Map(before.user), newId: before.newId };
  const edits = { system: new Map<SystemProperty, Value | undefined>(), user: new Map<string, Value | undefined>() };
  for (const statement of action) {
    const { property } = statement;
    if (statement.kind === 'remove') {
      if (property.kind === 'system') {
        after.system.delete(property.name);
        edits.system.set(property.name, undefined);
      } else {
        const name = givenName(property.name, after) ?? property.name;
        after.user.delete(name);
        edits.user.set(name, undefined);
      }
      continue;
    }
    // A property that is not there is no error: what is computed from it is null.
    const value = evaluate(statement.value, after) ?? null;
    if (property.kind === 'system') {
      const text = value === null ? undefined : toText(value);
      if (text === undefined) after.system.delete(property.name);
      else after.system.set(property.name, text);
      edits.system.set(property.name, text);
    } else {
      const name = givenName(property.name, after) ?? property.name;
      const kept = convert(after.user.get(name), value, name);
      after.user.set(name, kept);
      edits.user.set(name, kept);
    }
  }
  return edits;
}
