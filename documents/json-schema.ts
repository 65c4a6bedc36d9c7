import type { JsonObject } from '#core/json';
import { type Matcher, type Template, isMatcher } from '#core/matchers';

/** Whose value it is: a request may hold nothing that the contract does not name, a response may (Pact's rule). */
export type Side = 'request' | 'response';

/**
 * The JSON Schema (2020-12) of the values that satisfy a template: what `check` of core/check.ts takes, it takes. (Of a pattern
 * it takes text only, where Pact also matches what a number looks like.)
 * @see https://json-schema.org/draft/2020-12
 */
export function schemaOf(template: Template, side: Side): JsonObject {
  return schema(template, false, side);
}

function schema(template: Template, byType: boolean, side: Side): JsonObject {
  if (isMatcher(template)) return ofMatcher(template, side);
  if (Array.isArray(template)) return ofArray(template, byType, side);
  if (typeof template === 'object' && template !== null) return ofObject(template, byType, side);
  return byType ? { type: template === null ? 'null' : typeof template } : { const: template };
}

function ofMatcher({ 'pact:matcher:type': type, value = null, regex = '', min, max }: Matcher, side: Side): JsonObject {
  switch (type) {
    case 'type': {
      if (!Array.isArray(value) || (min === undefined && max === undefined)) return schema(value, true, side);
      return { type: 'array', items: schema(value[0] ?? null, true, side), ...(min !== undefined && { minItems: min }), ...(max !== undefined && { maxItems: max }) };
    }
    case 'integer': return { type: 'integer' };
    case 'decimal': return { type: 'number', not: { type: 'integer' } };
    case 'number': return { type: 'number' };
    case 'boolean': return { type: 'boolean' };
    case 'null': return { type: 'null' };
    case 'regex': return { type: 'string', pattern: wholeText(regex) };
    case 'include': return { type: 'string', pattern: literally(typeof value === 'string' ? value : JSON.stringify(value)) };
  }
}

function ofArray(items: Template[], byType: boolean, side: Side): JsonObject {
  if (items.length === 0) return { type: 'array', ...(!byType && { maxItems: 0 }) };
  if (!byType) return { type: 'array', prefixItems: items.map((item) => schema(item, false, side)), minItems: items.length, maxItems: items.length };
  if (items.length === 1) return { type: 'array', items: schema(items[0] ?? null, true, side) };
  return { type: 'array', prefixItems: items.slice(0, -1).map((item) => schema(item, true, side)), items: schema(items.at(-1) ?? null, true, side) };
}

function ofObject(template: Record<string, Template>, byType: boolean, side: Side): JsonObject {
  const names = Object.keys(template);
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(template).map(([name, node]) => [name, schema(node, byType, side)])),
    ...(names.length > 0 && { required: names }),
    ...(side === 'request' && { additionalProperties: false }),
  };
}

/** Pact's engine matches a pattern against the whole text, anchored or not. */
const wholeText = (pattern: string): string => (/^\^[^|]*\$$/.test(pattern) ? pattern : `^(?:${pattern})$`);
const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
