import type { Json, JsonObject } from '#core/json';
import { refuse } from '#emulators/platform/http/route';

const MISSING = 'This field is required.';
type Check = (value: Json) => string | undefined;

export const text: Check = (value) => (typeof value === 'string' && value !== '' ? undefined : 'Not a valid string.');
export const number: Check = (value) => (typeof value === 'number' ? undefined : 'A valid number is required.');
export const positiveInteger: Check = (value) => (Number.isInteger(value) && Number(value) > 0 ? undefined : 'A valid positive integer is required.');
export const count: Check = (value) => (Number.isInteger(value) && Number(value) >= 0 ? undefined : 'A valid integer from 0 on is required.');
export const oneOf = (words: readonly string[]): Check => (value) => (words.some((word) => word === value) ? undefined : `${JSON.stringify(value)} is not a valid choice.`);
export const anything: Check = () => undefined;
export const object: Check = (value) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? undefined : 'Not a valid object.');
export const list: Check = (value) => (Array.isArray(value) && value.length > 0 ? undefined : 'A non-empty list is required.');

/**
 * Holds a body to its fields: missing, wrong and unknown ones are refused together, keyed by field as the framework does.
 * @throws Refused `invalid`
 */
export function holdFields(body: JsonObject, required: Record<string, Check>, optional: Record<string, Check> = {}): void {
  const fields: Record<string, string[]> = {};
  for (const [name, check] of Object.entries(required)) {
    const problem = body[name] === undefined ? MISSING : check(body[name]);
    if (problem) fields[name] = [problem];
  }
  for (const [name, check] of Object.entries(optional)) {
    const problem = body[name] === undefined ? undefined : check(body[name]);
    if (problem) fields[name] = [problem];
  }
  for (const name of Object.keys(body)) if (!(name in required) && !(name in optional)) fields[name] = ['Unknown field.'];
  if (Object.keys(fields).length > 0) refuse({ code: 'invalid', fields });
}

/** A field that `holdFields` has held to be text; '' when it was optional and absent. */
export function textOf(body: JsonObject, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value : '';
}
