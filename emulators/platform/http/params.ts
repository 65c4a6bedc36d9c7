import { type Json, type JsonObject, isObject } from '#core/json';

/** Parameters of a provider state. A missing or wrong one is an error that names it: never a pass. @throws Error */
export const params = (given: JsonObject) => ({
  text: (name: string, otherwise?: string): string => typed(given, name, 'a string', (value) => typeof value === 'string', otherwise) as string,
  number: (name: string, otherwise?: number): number => typed(given, name, 'a number', (value) => typeof value === 'number', otherwise) as number,
  boolean: (name: string, otherwise?: boolean): boolean => typed(given, name, 'a boolean', (value) => typeof value === 'boolean', otherwise) as boolean,
  textOrNull: (name: string): string | null => typed(given, name, 'a string or null', (value) => value === null || typeof value === 'string', null) as string | null,
  object: <T>(name: string, otherwise?: JsonObject): Record<string, T> => typed(given, name, 'an object', isObject, otherwise) as Record<string, T>,
  objects: (name: string, otherwise?: JsonObject[]): JsonObject[] =>
    typed(given, name, 'a list of objects', (value) => Array.isArray(value) && value.every(isObject), otherwise) as JsonObject[],
});

function typed(given: JsonObject, name: string, what: string, fits: (value: Json) => boolean, otherwise: Json | undefined): Json {
  const value = given[name] ?? otherwise;
  if (value === undefined) throw new Error(`the provider state needs the parameter "${name}" (${what})`);
  if (!fits(value)) throw new Error(`the parameter "${name}" must be ${what}`);
  return value;
}
