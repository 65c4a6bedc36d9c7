import { type Json, type JsonObject, isObject } from '#core/json';
import { type Template, boolean, eachLike, integer, like, number, regex, string, timestamp, uuid } from '#core/matchers';

type Resolve = (node: Json | undefined) => JsonObject;

/** A description may refer to itself; an example must end. */
const DEPTH = 8;

/** A template for values of a schema: its required fields, each by type or pattern. An example of the schema is used where it has one. */
export function templateOf(schema: JsonObject, resolve: Resolve, depth = 0): Template {
  const merged = mergeAll(schema, resolve);
  const { const: only, enum: words, pattern, format } = merged;
  const shown = merged.example ?? (Array.isArray(merged.examples) ? merged.examples[0] : undefined) ?? merged.default;
  if (only !== undefined) return only;
  if (Array.isArray(words) && words.every((word) => typeof word === 'string')) return regex(`^(${words.map(escape).join('|')})$`, words[0] ?? '');
  switch (typeName(merged)) {
    case 'object': return objectTemplate(merged, resolve, depth);
    case 'array': return depth >= DEPTH ? like([]) : eachLike(templateOf(resolve(merged.items), resolve, depth + 1));
    case 'integer': return integer(typeof shown === 'number' ? shown : 1);
    case 'number': return number(typeof shown === 'number' ? shown : 1.5);
    case 'boolean': return boolean(typeof shown === 'boolean' ? shown : true);
    case 'null': return null;
    default: return textTemplate(typeof shown === 'string' ? shown : undefined, typeof pattern === 'string' ? pattern : undefined, typeof format === 'string' ? format : undefined);
  }
}

function objectTemplate({ properties, required }: JsonObject, resolve: Resolve, depth: number): Template {
  const names = Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [];
  if (depth >= DEPTH || names.length === 0) return like({});
  const fields = isObject(properties) ? properties : {};
  return Object.fromEntries(names.map((name) => [name, templateOf(resolve(fields[name]), resolve, depth + 1)]));
}

function textTemplate(shown: string | undefined, pattern: string | undefined, format: string | undefined): Template {
  if (format === 'uuid') return uuid(shown ?? '11111111-1111-4111-8111-111111111111');
  if (format === 'date-time') return timestamp(shown ?? '2026-01-02T03:04:05Z');
  if (format === 'date') return { 'pact:matcher:type': 'date', value: shown ?? '2026-01-02' };
  // Without an example nobody can tell a text of the pattern; the draft then asks for the type only.
  if (pattern !== undefined && shown !== undefined && new RegExp(pattern, 'u').test(shown)) return regex(pattern, shown);
  return string(shown ?? 'text');
}

/** `allOf` together; of alternatives the first. */
function mergeAll(schema: JsonObject, resolve: Resolve, depth = 0): JsonObject {
  if (depth >= DEPTH) return {};
  const parts = [...listOf(schema.allOf).map(resolve), ...listOf(schema.oneOf).slice(0, 1).map(resolve), ...listOf(schema.anyOf).slice(0, 1).map(resolve)];
  return parts.map((part) => mergeAll(part, resolve, depth + 1)).reduce<JsonObject>((all, part) => ({
    ...all, ...part,
    ...((isObject(all.properties) || isObject(part.properties)) && { properties: { ...(all.properties as JsonObject), ...(part.properties as JsonObject) } }),
    ...((all.required ?? part.required) !== undefined && { required: [...listOf(all.required), ...listOf(part.required)] }),
  }), schema);
}

/** `type: [string, "null"]` of 3.1 is its first; without a type, what else the schema says tells it. */
function typeName({ type, properties, items }: JsonObject): string {
  const named = Array.isArray(type) ? type[0] : type;
  if (typeof named === 'string') return named;
  return isObject(properties) ? 'object' : isObject(items) ? 'array' : 'string';
}

const listOf = (node: Json | undefined): Json[] => (Array.isArray(node) ? node : []);
const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
