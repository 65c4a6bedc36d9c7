import { type Value, isDateTime, isGuid } from '#emulators/service-bus/state/value';

/** Equal in value and type; a whole number equals the same double. */
export const sameValue = (a: Value, b: Value): boolean => order(a, b) === 0;

/** Below, at or above zero; undefined when the two have no order: of different types, or not a number. */
export function order(a: Value, b: Value): number | undefined {
  if (isNumeric(a) && isNumeric(b)) return a < b ? -1 : a > b ? 1 : a == b ? 0 : undefined;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (isDateTime(a) && isDateTime(b)) return a.dateTime - b.dateTime;
  const [x, y] = [guidText(a, b), guidText(b, a)];
  if (x === undefined || y === undefined) return undefined;
  return x < y ? -1 : x > y ? 1 : 0;
}

/** A guid's text, or a string's when the other is a guid. */
function guidText(value: Value, other: Value): string | undefined {
  if (isGuid(value)) return value.guid;
  return typeof value === 'string' && isGuid(other) ? value.toLowerCase() : undefined;
}

export const isNumeric = (value: Value | undefined): value is bigint | number => typeof value === 'bigint' || typeof value === 'number';
