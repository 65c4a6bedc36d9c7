import type { Json } from '#core/json';

/**
 * Matchers in Pact's own *integration JSON* form: a plain JSON object with `pact:matcher:type` and an example `value`.
 * Source: pact-reference, `rust/pact_ffi/IntegrationJson.md`. The engine passes it to Pact unchanged.
 */
export type MatcherType =
  'type' | 'regex' | 'integer' | 'decimal' | 'number' | 'boolean' | 'null' | 'include';

export interface Matcher {
  'pact:matcher:type': MatcherType;
  value?: Template;
  regex?: string;
  min?: number;
  max?: number;
}

/** A JSON value in which any node may be a matcher. */
export type Template = Json | Matcher | Template[] | { [key: string]: Template };

export function isMatcher(node: unknown): node is Matcher {
  return typeof node === 'object' && node !== null && 'pact:matcher:type' in node;
}

/** Same JSON type as the example; applied to everything below it until another matcher says otherwise. */
export const like = (value: Template): Matcher => ({ 'pact:matcher:type': 'type', value });

/** An array of at least `min` elements, each like `item`. The example holds `min` copies (one at least). */
export const eachLike = (item: Template, min = 1): Matcher => ({
  'pact:matcher:type': 'type', value: Array.from({ length: Math.max(min, 1) }, () => item), min,
});

/** A string that the pattern matches as a whole, as Pact's engine sees it. */
export const regex = (pattern: string, value: string): Matcher => ({ 'pact:matcher:type': 'regex', regex: pattern, value });

export const integer = (value: number): Matcher => ({ 'pact:matcher:type': 'integer', value });
/** A number with a decimal point; `1` is not a decimal for Pact, so give an example such as `0.5`. */
export const decimal = (value: number): Matcher => ({ 'pact:matcher:type': 'decimal', value });
export const number = (value: number): Matcher => ({ 'pact:matcher:type': 'number', value });
export const boolean = (value: boolean): Matcher => ({ 'pact:matcher:type': 'boolean', value });
export const string = (value: string): Matcher => like(value);

const UUID = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';
export const uuid = (value: string): Matcher => regex(UUID, value);

const RFC3339 = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$';
/** RFC 3339 timestamp, with or without a fraction. */
export const timestamp = (value: string): Matcher => regex(RFC3339, value);

/** The plain JSON example of a template: what a consumer test, a stub or a document shows. */
export function example(template: Template): Json {
  if (isMatcher(template)) return template.value === undefined ? null : example(template.value);
  if (Array.isArray(template)) return template.map(example);
  if (typeof template === 'object' && template !== null) {
    return Object.fromEntries(Object.entries(template).map(([key, node]) => [key, example(node)]));
  }
  return template;
}
