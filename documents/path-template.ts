import type { TextTemplate } from '#core/contract';
import type { JsonObject } from '#core/json';
import { textExample } from '#core/interaction-match';
import { isMatcher } from '#core/matchers';

export interface PathTemplate {
  /** `/edge-device/{id}/` */
  path: string;
  /** By the name in the path: the pattern of that segment, and an example. */
  parameters: { name: string; pattern: string; example: string }[];
}

/**
 * A path as API descriptions write it: a segment that is a pattern becomes a parameter. `^/edge-device/\d+/$` with the
 * example `/edge-device/7/` is `/edge-device/{id}/`; where pattern and example have not the same segments, the example stands.
 */
export function pathTemplate(template: TextTemplate): PathTemplate {
  const example = textExample(template);
  if (!isMatcher(template)) return { path: example, parameters: [] };
  const patterns = segmentsOf((template.regex ?? '').replace(/^\^/, '').replace(/\$$/, ''));
  const examples = example.split('/');
  if (patterns.length !== examples.length) return { path: example, parameters: [] };
  const parameters: PathTemplate['parameters'] = [];
  const segments = patterns.map((pattern, index) => {
    const shown = examples[index] ?? '';
    if (unescaped(pattern) === shown) return shown;
    const name = parameters.length === 0 ? 'id' : `id${parameters.length + 1}`;
    parameters.push({ name, pattern: `^${pattern}$`, example: shown });
    return `{${name}}`;
  });
  return { path: segments.join('/'), parameters };
}

export const parameterObject = (name: string, place: 'path' | 'query' | 'header', schema: JsonObject, required = true): JsonObject => ({ name, in: place, required, schema });

/** Splits a pattern at slashes that stand outside of classes and groups. */
function segmentsOf(pattern: string): string[] {
  const segments = [''];
  let depth = 0;
  for (const [token] of pattern.matchAll(/\\.|\[(?:\\.|[^\]])*\]|[^]/gs)) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (token === '/' && depth === 0) segments.push('');
    else segments[segments.length - 1] += token;
  }
  return segments;
}

const unescaped = (pattern: string): string => pattern.replace(/\\([^\w])/g, '$1');
