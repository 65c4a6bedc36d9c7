import type { Json, JsonObject } from '#core/json';

/** Fields under their name and, as older SDKs read it, in camel case too: since backend#6727 the backend sends both. */
export const bothSpellings = (fields: Record<string, Json>): JsonObject =>
  ({ ...fields, ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()), value])) });
