import type { Json } from '#core/json';

/** One place where an actual value does not satisfy a template. `path` is a JSON path from the root `$`. */
export interface Difference {
  path: string;
  expected: string;
  actual: string;
}

/** A value as a person reads it in a mismatch, shortened. */
export function show(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}
