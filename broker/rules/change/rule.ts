import { type Value, Numeral, isMap, same, textOfValue, typeOf } from '#broker/rules/change/value';

/** What a node must satisfy. `other`: a matcher, or several at once, of which nothing is known but its text. */
export type Rule =
  | { kind: 'equality' | 'integer' | 'decimal' | 'number' | 'boolean' | 'null' }
  | { kind: 'type'; min?: number; max?: number }
  | { kind: 'regex'; regex: string }
  | { kind: 'include'; text: string }
  | { kind: 'other'; text: string };

export const EQUALITY: Rule = { kind: 'equality' };

/** Reads `{combine, matchers}` of a pact's matching rules. */
export function ruleOf(rules: Value | undefined): Rule {
  const matchers = isMap(rules) && Array.isArray(rules['matchers']) ? rules['matchers'] : [];
  const [only] = matchers;
  if (rules === undefined) return EQUALITY;
  if (matchers.length !== 1 || !isMap(only)) return { kind: 'other', text: textOfValue(rules) };
  const { match, regex, value, min, max } = only;
  const size = (bound: Value | undefined) => (bound instanceof Numeral ? Number(bound.text) : undefined);
  const [least, most] = [size(min), size(max)];
  switch (match) {
    case 'equality': case 'integer': case 'decimal': case 'number': case 'boolean': case 'null': return { kind: match };
    case 'type': return { kind: 'type', ...(least !== undefined && { min: least }), ...(most !== undefined && { max: most }) };
    case 'regex': return typeof regex === 'string' ? { kind: 'regex', regex } : { kind: 'other', text: textOfValue(rules) };
    case 'include': return typeof value === 'string' ? { kind: 'include', text: value } : { kind: 'other', text: textOfValue(rules) };
    default: return { kind: 'other', text: textOfValue(rules) };
  }
}

export const sameRule = (a: Rule, b: Rule): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * Whether every value that satisfies the one rule with its example surely satisfies the other with its own. Of scalars;
 * "no" also where it cannot be told: Pact's matchers take more than their names say (a pattern takes numbers, `boolean` takes text).
 */
export function implies(a: Rule, example: Value, b: Rule, otherExample: Value): boolean {
  if (a.kind === 'equality') return satisfies(example, b, otherExample);
  if (a.kind === 'type' && b.kind === 'type') return typeOf(example) === typeOf(otherExample) && (b.min ?? 0) <= (a.min ?? 0) && (b.max ?? Infinity) >= (a.max ?? Infinity);
  if (sameRule(a, b)) return true;
  return b.kind === 'number' && (a.kind === 'integer' || a.kind === 'decimal');
}

function satisfies(value: Value, rule: Rule, example: Value): boolean {
  switch (rule.kind) {
    case 'equality': return same(value, example);
    case 'type': return typeOf(value) === typeOf(example);
    case 'integer': return value instanceof Numeral && /^-?\d+$/.test(value.text);
    case 'decimal': return value instanceof Numeral && /\.\d*[1-9]/.test(value.text) && !/e/i.test(value.text);
    case 'number': return value instanceof Numeral;
    case 'boolean': return typeof value === 'boolean';
    case 'null': return value === null;
    case 'regex': return typeof value === 'string' && wholly(rule.regex, value);
    case 'include': return typeof value === 'string' && value.includes(rule.text);
    case 'other': return false;
  }
}

/** A pattern that JavaScript cannot read proves nothing. */
function wholly(pattern: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'su').test(text);
  } catch {
    return false;
  }
}
