import { type Json, type JsonObject, canonicalJson, isObject } from '#core/json';
import type { Matcher, Template } from '#core/matchers';

/** A pact says something that a contract has no words for. The message names it. */
export class NotExpressible extends Error {}

type Step = string | number | { any: true };
interface Rule { steps: Step[]; says: Json | undefined }

const STEP = /\.\*|\[\*\]|\.([^.[\]]+)|\['((?:[^'\\]|\\.)*)'\]|\[(\d+)\]/y;

/**
 * A pact's example and its matching rules (JSON path → rule) as one template.
 * @see https://github.com/pact-foundation/pact-specification/tree/version-3 for paths and their weights
 * @throws NotExpressible
 */
export function templateOf(example: Json, rules: JsonObject = {}): Template {
  const read = Object.entries(rules).map(([path, says]): Rule => ({ steps: stepsOf(path), says }));
  return build(example, [], read, false);
}

/** The matcher that a rule `{ matchers: [...] }` means for an example; undefined when it has none. @throws NotExpressible */
export function matcherOf(rule: Json | undefined, example: Template): Matcher | undefined {
  const matchers = isObject(rule) && Array.isArray(rule['matchers']) ? rule['matchers'].filter(isObject) : [];
  // The engine writes a rule once for every example of a list.
  const [only, ...more] = [...new Map(matchers.map((one) => [canonicalJson(one), one])).values()];
  if (!only) return undefined;
  if (more.length > 0) throw new NotExpressible('several matchers for one value');
  const { match, regex, value, min, max } = only;
  if (match === 'regex' && typeof regex === 'string') return { 'pact:matcher:type': 'regex', regex, value: example };
  if (match === 'include' && typeof value === 'string') return { 'pact:matcher:type': 'include', value };
  if (match === 'integer' || match === 'decimal' || match === 'number' || match === 'boolean' || match === 'null') return { 'pact:matcher:type': match, value: example };
  const bounds = { ...(typeof min === 'number' && { min }), ...(typeof max === 'number' && { max }) };
  // Version 2 wrote the bounds of a list without the word "type".
  if (match === 'type' || (match === undefined && Object.keys(bounds).length > 0)) return { 'pact:matcher:type': 'type', value: example, ...bounds };
  throw new NotExpressible(`the matcher "${typeof match === 'string' ? match : canonicalJson(only)}"`);
}

function build(example: Json, at: (string | number)[], rules: Rule[], byType: boolean): Template {
  const rule = heaviest(rules, at);
  const typed = byType || (isObject(rule) && canonicalJson(rule).includes('"type"'));
  const inner: Template = Array.isArray(example)
    ? example.map((item, index) => build(item, [...at, index], rules, typed))
    : isObject(example) ? Object.fromEntries(Object.entries(example).map(([key, item]) => [key, build(item, [...at, key], rules, typed)])) : example;
  return matcherOf(rule, inner) ?? inner;
}

/** Of the rules for a place the one that names it most exactly, as Pact weighs them: a name counts two, a star one. */
function heaviest(rules: Rule[], at: (string | number)[]): Json | undefined {
  let best: Rule | undefined;
  let most = 0;
  for (const rule of rules) {
    if (rule.steps.length !== at.length) continue;
    const weight = rule.steps.reduce<number>((sum, step, index) => sum * (typeof step === 'object' ? 1 : step === at[index] ? 2 : 0), 1);
    if (weight > most) [best, most] = [rule, weight];
  }
  return best?.says;
}

function stepsOf(path: string): Step[] {
  const steps: Step[] = [];
  if (!path.startsWith('$')) throw new NotExpressible(`the path "${path}"`);
  for (STEP.lastIndex = 1; STEP.lastIndex < path.length;) {
    const [text, name, quoted, index] = STEP.exec(path) ?? [];
    if (text === undefined) throw new NotExpressible(`the path "${path}"`);
    const key = name ?? quoted?.replace(/\\(.)/g, '$1');
    steps.push(index !== undefined ? Number(index) : key ?? { any: true });
  }
  return steps;
}
