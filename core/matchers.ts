import type { Json } from '#core/json';
import { zip } from '#core/zip';

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
  /** What counts beyond Pact's own rule. Pact's engine passes over it: it holds wherever ringproof itself compares. */
  beyond?: Beyond;
}

/**
 * `near`: at most so far from the example. `tensors`: a well-formed list of tensors; with a tolerance also those of the example, in
 * its order. `base64`: the JSON inside. `zip`: the JSON files inside a base64 text, by name.
 */
export type Beyond =
  | { kind: 'near'; tolerance: number }
  | { kind: 'tensors'; tolerance?: number }
  | { kind: 'base64'; json: Template }
  | { kind: 'zip'; files: Record<string, Template> };

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

/** A number at most `tolerance` from the example. */
export const near = (value: number, tolerance: number): Matcher => ({ 'pact:matcher:type': 'number', value, beyond: { kind: 'near', tolerance } });

/** One tensor of a model as JSON: flat values in row-major order, as many as the product of `shape`; NaN and infinities are text. */
export type TensorJson = { name: string; shape: number[]; dtype: string; values: (number | string)[] };

/** Any tensors, each whole: its own name, a dtype, finite values, as many as its shape says. */
export const tensors = (value: TensorJson[]): Matcher => ({ ...anyTensors(value), beyond: { kind: 'tensors' } });

/** These tensors: names, their order, dtypes and shapes as they are, each value at most `tolerance` from its own. */
export const tensorsNear = (value: TensorJson[], tolerance: number): Matcher => ({ ...anyTensors(value), beyond: { kind: 'tensors', tolerance } });

const anyTensors = (value: TensorJson[]): Matcher => ({
  'pact:matcher:type': 'type', min: 1,
  value: value.map(({ name, shape, dtype, values }) => ({
    name: string(name), shape: eachOf(shape), dtype: regex('^(float16|float32|float64|int32|int64)$', dtype), values: eachOf(values),
  })),
});
const eachOf = (value: (number | string)[]): Matcher => ({ 'pact:matcher:type': 'type', value: value.length > 0 ? value.map((one) => (typeof one === 'number' ? number(one) : like(one))) : [] });

const BASE64 = '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$';
/** A base64 text around JSON like `json`. */
export const base64 = (json: Template): Matcher => ({ ...regex(BASE64, Buffer.from(JSON.stringify(example(json))).toString('base64')), beyond: { kind: 'base64', json } });

/** A base64 text around a ZIP archive that holds JSON files like these, by name, and may hold more. */
export const zipped = (files: Record<string, Template>): Matcher => ({
  ...regex(BASE64, zip(Object.entries(files).map(([name, json]) => ({ name, data: Buffer.from(JSON.stringify(example(json))) }))).toString('base64')),
  beyond: { kind: 'zip', files },
});

/** The plain JSON example of a template: what a consumer test, a stub or a document shows. */
export function example(template: Template): Json {
  if (isMatcher(template)) return template.value === undefined ? null : example(template.value);
  if (Array.isArray(template)) return template.map(example);
  if (typeof template === 'object' && template !== null) {
    return Object.fromEntries(Object.entries(template).map(([key, node]) => [key, example(node)]));
  }
  return template;
}
