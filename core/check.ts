import { checkBeyond } from '#core/beyond';
import { type Difference, show } from '#core/difference';
import { type Json, isObject } from '#core/json';
import { type Matcher, type Template, example, isMatcher } from '#core/matchers';

export interface CheckOptions {
  /** Requests may not hold fields that the contract does not know; responses may (Pact's rule). */
  extraFields: 'allowed' | 'refused';
}

/**
 * Compares a value with a template by the rules of Pact V4 for the matchers in core/matchers.ts. Routes stubs and
 * explains drift; verdicts that reach the broker come from Pact's own engine.
 * @see https://github.com/pact-foundation/pact-specification/tree/version-4
 */
export function check(template: Template, actual: Json | undefined, options: CheckOptions): Difference[] {
  return compare(template, actual, '$', false, options);
}

type Compare = (template: Template, actual: Json | undefined, path: string, byType: boolean, options: CheckOptions) => Difference[];

const compare: Compare = (template, actual, path, byType, options) => {
  if (isMatcher(template)) return compareMatcher(template, actual, path, options);
  if (actual === undefined) return [{ path, expected: show(example(template)), actual: 'nothing' }];
  if (Array.isArray(template)) return compareArray(template, actual, path, byType, options);
  if (typeof template === 'object' && template !== null) return compareObject(template, actual, path, byType, options);
  const same = byType ? typeName(template) === typeName(actual) : Object.is(template, actual);
  return same ? [] : [{ path, expected: byType ? `a ${typeName(template)}` : show(template), actual: show(actual) }];
};

function compareMatcher(matcher: Matcher, actual: Json | undefined, path: string, options: CheckOptions): Difference[] {
  const found = compareByPact(matcher, actual, path, options);
  if (found.length > 0 || !matcher.beyond || actual === undefined) return found;
  return checkBeyond(matcher.beyond, matcher, actual, path, (template, held, at) => compare(template, held, at, false, options));
}

function compareByPact(matcher: Matcher, actual: Json | undefined, path: string, options: CheckOptions): Difference[] {
  const type = matcher['pact:matcher:type'];
  if (actual === undefined) return [{ path, expected: show(example(matcher)), actual: 'nothing' }];
  if (type !== 'type') {
    const problem = scalar[type](actual, matcher);
    return problem ? [{ path, expected: problem, actual: show(actual) }] : [];
  }
  const { value = null, min, max } = matcher;
  if (!Array.isArray(value) || (min === undefined && max === undefined)) return compare(value, actual, path, true, options);
  if (!Array.isArray(actual)) return [{ path, expected: 'an array', actual: show(actual) }];
  const length = actual.length;
  if (length < (min ?? 0)) return [{ path, expected: `at least ${min} element(s)`, actual: `${length}` }];
  if (length > (max ?? Infinity)) return [{ path, expected: `at most ${max} element(s)`, actual: `${length}` }];
  return actual.flatMap((item, index) => compare(value[0] ?? null, item, `${path}[${index}]`, true, options));
}

const isNumber = (value: Json) => typeof value === 'number';
/** What was expected, or undefined when the value fits. */
const scalar: Record<Exclude<Matcher['pact:matcher:type'], 'type'>, (actual: Json, matcher: Matcher) => string | undefined> = {
  integer: (actual) => (isNumber(actual) && Number.isInteger(actual) ? undefined : 'an integer'),
  decimal: (actual) => (isNumber(actual) && !Number.isInteger(actual) ? undefined : 'a decimal number'),
  number: (actual) => (isNumber(actual) ? undefined : 'a number'),
  boolean: (actual) => (typeof actual === 'boolean' ? undefined : 'a boolean'),
  null: (actual) => (actual === null ? undefined : 'null'),
  include: (actual, { value }) => (textOf(actual).includes(textOf(value as Json)) ? undefined : `text with ${show(value as Json)}`),
  regex: (actual, { regex = '' }) => (wholeText(regex).test(textOf(actual)) ? undefined : `text like /${regex}/`),
};

function compareArray(template: Template[], actual: Json, path: string, byType: boolean, options: CheckOptions): Difference[] {
  if (!Array.isArray(actual)) return [{ path, expected: 'an array', actual: show(actual) }];
  // Pact's engine takes any array for an empty one under a type matcher.
  if (byType && template.length === 0) return [];
  // Under a type matcher the first element is the pattern of all; otherwise position and length count.
  if (byType) return actual.flatMap((item, i) => compare(template[Math.min(i, template.length - 1)] ?? null, item, `${path}[${i}]`, true, options));
  if (actual.length !== template.length) return [{ path, expected: `${template.length} element(s)`, actual: `${actual.length}` }];
  return template.flatMap((node, index) => compare(node, actual[index], `${path}[${index}]`, false, options));
}

function compareObject(template: Record<string, Template>, actual: Json, path: string, byType: boolean, options: CheckOptions): Difference[] {
  if (!isObject(actual)) return [{ path, expected: 'an object', actual: show(actual) }];
  const known = Object.entries(template).flatMap(([key, node]) => compare(node, actual[key], childPath(path, key), byType, options));
  if (options.extraFields === 'allowed') return known;
  const extra = Object.keys(actual).filter((key) => !(key in template));
  return [...known, ...extra.map((key) => ({ path: childPath(path, key), expected: 'nothing', actual: show(actual[key] as Json) }))];
}

export const childPath = (path: string, key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`);
/** Pact's engine matches a pattern against the whole text, anchored or not. */
const wholeText = (pattern: string) => new RegExp(`^(?:${pattern})$`, 'su');
const typeName = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);
const textOf = (value: Json) => (typeof value === 'string' ? value : JSON.stringify(value));
