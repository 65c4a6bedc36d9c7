import type { Json, JsonObject } from '#core/json';
import { fromProgramMessage } from '#ring2/drift/drivers/program/values';
import type { SeenMessage } from '#ring2/drift/message';

// What an answer holds; each throws a TypeError when it does not.

export const nothing = (): void => undefined;

export const text = (name: string) => (ok: JsonObject): string => {
  const value = ok[name];
  if (typeof value !== 'string') throw new TypeError(`no text "${name}"`);
  return value;
};

export const time = (ok: JsonObject): number => {
  const { lockedUntil } = ok;
  if (typeof lockedUntil !== 'number') throw new TypeError('no number "lockedUntil"');
  return lockedUntil;
};

const list = (name: string) => (ok: JsonObject): Json[] => {
  const value = ok[name];
  if (!Array.isArray(value)) throw new TypeError(`no list "${name}"`);
  return value;
};

export const messages = (ok: JsonObject): SeenMessage[] => list('messages')(ok).map(fromProgramMessage);
export const names = (ok: JsonObject): string[] => list('names')(ok).map(String);
