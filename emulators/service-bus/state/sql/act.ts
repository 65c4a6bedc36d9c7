import type { MessageEdits, MessageView, SystemProperty } from '#emulators/service-bus/state/message-view';
import { isNumeric } from '#emulators/service-bus/state/sql/compare';
import { evaluate } from '#emulators/service-bus/state/sql/evaluate';
import { EvaluationError } from '#emulators/service-bus/state/sql/evaluation-error';
import { givenName } from '#emulators/service-bus/state/sql/properties';
import type { Action } from '#emulators/service-bus/state/sql/syntax';
import { type Value, isDateTime, isGuid } from '#emulators/service-bus/state/value';

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
      const kept = asTypeOf(after.user.get(name), value, name);
      after.user.set(name, kept);
      edits.user.set(name, kept);
    }
  }
  return edits;
}

/** System properties that an action can set are texts. */
function toText(value: NonNullable<Value>): string {
  if (isGuid(value)) return value.guid;
  if (!isDateTime(value)) return String(value);
  const date = new Date(value.dateTime);
  if (Number.isNaN(date.getTime())) throw new EvaluationError('The date is out of range.');
  return date.toISOString();
}

/** An existing property keeps its type: a whole number becomes a double, any other change of type fails. */
function asTypeOf(existing: Value | undefined, value: Value, name: string): Value {
  if (existing === undefined || existing === null || value === null || typeName(existing) === typeName(value)) return value;
  if (typeof existing === 'number' && isNumeric(value)) return Number(value);
  throw new EvaluationError(`The action cannot set '${name}' of type ${typeName(existing)} to a value of type ${typeName(value)}.`);
}

const typeName = (value: Value): string => {
  if (typeof value === 'object') return value === null ? 'null' : isGuid(value) ? 'guid' : 'date';
  return typeof value === 'bigint' ? 'integer' : typeof value === 'number' ? 'double' : typeof value;
};
