import { type Json, isObject } from '#core/json';
import { type Template, boolean, eachLike, integer, number, string, timestamp, uuid } from '#core/matchers';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** A first guess at what counts in a value that was seen once: its type, and a known form of text. To be reviewed by a person. */
export function inferTemplate(value: Json): Template {
  if (typeof value === 'string') return UUID.test(value) ? uuid(value) : TIMESTAMP.test(value) ? timestamp(value) : string(value);
  if (typeof value === 'number') return Number.isInteger(value) ? integer(value) : number(value);
  if (typeof value === 'boolean') return boolean(value);
  if (Array.isArray(value)) return value[0] === undefined ? [] : eachLike(inferTemplate(value[0]));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, inferTemplate(held)]));
  return value;
}
