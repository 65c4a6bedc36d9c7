import type { Found } from '#broker/rules/change/change';
import { type Rule, implies, sameRule } from '#broker/rules/change/rule';
import type { Path, RuleBook } from '#broker/rules/change/rule-book';
import { type Value, isMap, same, textOfValue, typeOf } from '#broker/rules/change/value';
import { childPath } from '#core/check';

/** A body's expectation: its example, and the rules. */
export interface Expected { value: Value; book: RuleBook }

/** What changed in what a provider's answer must hold. A finding that is not breaking is proven: the new asks no more than the old. */
export function expectationChanges(before: Expected, after: Expected, part: string): Found[] {
  if (before.book.opaque || after.book.opaque) return whole(before, after, part);
  return compare({ ...before, path: [] }, { ...after, path: [] }, (path) => `${part} ${path}`.trim());
}

interface At extends Expected { path: Path }

function compare(old: At, now: At, told: (path: string) => string): Found[] {
  const [wasRule, isRule] = [old.book.at(old.path), now.book.at(now.path)];
  const [was, is] = [old.value, now.value];
  const path = told(jsonPath(now.path));
  const values = { before: textOfValue(was), after: textOfValue(is) };
  const inside = (one: At, key: string | number): At => ({ ...one, value: (one.value as Record<string, Value>)[key] ?? null, path: [...one.path, key] });
  if (isMap(was) && isMap(is) && plain(wasRule) && plain(isRule)) {
    const [keys, newKeys] = [Object.keys(was), Object.keys(is)];
    // An empty object may mean "with nothing in it".
    if (newKeys.length === 0 && keys.length > 0) return [{ kind: 'value-changed', path, ...values }];
    return [
      ...keys.filter((key) => !(key in is)).map((key): Found => ({ kind: 'expectation-gone', path: told(jsonPath([...now.path, key])), before: textOfValue(was[key]) })),
      ...newKeys.filter((key) => !(key in was)).map((key): Found => ({ kind: 'expectation-new', path: told(jsonPath([...now.path, key])), after: textOfValue(is[key]) })),
      ...newKeys.filter((key) => key in was).flatMap((key) => compare(inside(old, key), inside(now, key), told)),
    ];
  }
  if (Array.isArray(was) && Array.isArray(is) && plain(wasRule) && plain(isRule)) return arrays(old, was, now, is, { wasRule, isRule, path, told });
  const scalars = !isMap(was) && !isMap(is) && !Array.isArray(was) && !Array.isArray(is);
  if (!scalars) return same(was, is) && old.book.below(old.path) === now.book.below(now.path) ? [] : [{ kind: sameRule(wasRule, isRule) ? 'value-changed' : 'matcher-changed', path, ...values }];
  return leaf(wasRule, was, isRule, is, path);
}

/** What changed in one value and its rule. */
export function leaf(wasRule: Rule, was: Value, isRule: Rule, is: Value, path: string): Found[] {
  const equalRules = sameRule(wasRule, isRule);
  if (implies(wasRule, was, isRule, is)) {
    if (!equalRules) return [{ kind: 'matcher-loosened', path, before: ruleText(wasRule, was), after: ruleText(isRule, is) }];
    return same(was, is) ? [] : [{ kind: 'example-changed', path, before: textOfValue(was), after: textOfValue(is) }];
  }
  if (equalRules) return [{ kind: 'value-changed', path, before: textOfValue(was), after: textOfValue(is) }];
  return [{ kind: implies(isRule, is, wasRule, was) ? 'matcher-tightened' : 'matcher-changed', path, before: ruleText(wasRule, was), after: ruleText(isRule, is) }];
}

interface Arrays { wasRule: Rule; isRule: Rule; path: string; told: (path: string) => string }

function arrays(old: At, was: Value[], now: At, is: Value[], { wasRule, isRule, path, told }: Arrays): Found[] {
  const values = { before: textOfValue(was), after: textOfValue(is) };
  const item = (one: At, list: Value[], index: number): At => ({ ...one, value: list[index] ?? null, path: [...one.path, index] });
  const unchanged = same(was, is) && old.book.below(old.path) === now.book.below(now.path);
  // A rule for one position, or an example of nothing, says too little of the elements to compare them.
  const mute = old.book.numbered || now.book.numbered || was.length === 0 || is.length === 0;
  if (unchanged) return [];
  if (isRule.kind === 'equality' && wasRule.kind === 'equality') {
    if (was.length !== is.length || mute) return [{ kind: 'value-changed', path, ...values }];
    return is.flatMap((_, index) => compare(item(old, was, index), item(now, is, index), told));
  }
  if (mute || isRule.kind !== 'type' || !alike(is)) return [{ kind: sameRule(wasRule, isRule) ? 'value-changed' : 'matcher-tightened', path, ...values }];
  if (wasRule.kind === 'equality') {
    const fits = was.length >= Math.max(isRule.min ?? 0, is.length) && was.length <= (isRule.max ?? Infinity);
    if (!fits) return [{ kind: 'matcher-changed', path, before: ruleText(wasRule, was), after: ruleText(isRule, is) }];
    return [{ kind: 'matcher-loosened', path, before: ruleText(wasRule, was), after: ruleText(isRule, is) }, ...was.flatMap((_, index) => compare(item(old, was, index), item(now, is, 0), told))];
  }
  if (wasRule.kind !== 'type' || !alike(was)) return [{ kind: 'value-changed', path, ...values }];
  return [...bounds(wasRule, was, isRule, is, path), ...compare(item(old, was, 0), item(now, is, 0), told)];
}

/** How many elements there must be is the rule's word; where it has none, the number of examples may count. */
function bounds(wasRule: Rule & { kind: 'type' }, was: Value[], isRule: Rule & { kind: 'type' }, is: Value[], path: string): Found[] {
  const bothSilent = wasRule.min === undefined && isRule.min === undefined;
  const [surely, atMost] = bothSilent ? [was.length, is.length] : [wasRule.min ?? 0, isRule.min ?? is.length];
  const words = { path, before: ruleText(wasRule, was), after: ruleText(isRule, is) };
  if (atMost > surely || (isRule.max ?? Infinity) < (wasRule.max ?? Infinity)) return [{ kind: 'matcher-tightened', ...words }];
  if (!sameRule(wasRule, isRule)) return [{ kind: 'matcher-loosened', ...words }];
  return was.length === is.length ? [] : [{ kind: 'example-changed', path, before: `${was.length} examples`, after: `${is.length} examples` }];
}

const plain = ({ kind }: Rule): boolean => kind === 'equality' || kind === 'type';
const alike = ([first, ...rest]: Value[]): boolean => rest.every((one) => same(one, first));

function whole(before: Expected, after: Expected, part: string): Found[] {
  if (same(before.value, after.value) && before.book.below([]) === after.book.below([]) && !before.book.opaque && !after.book.opaque) return [];
  return [{ kind: 'other', path: part, before: textOfValue(before.value), after: textOfValue(after.value) }];
}

export function ruleText(rule: Rule, example: Value): string {
  if (rule.kind === 'equality') return `exactly ${textOfValue(example)}`;
  if (rule.kind === 'regex') return `/${rule.regex}/`;
  if (rule.kind === 'include') return `text with "${rule.text}"`;
  if (rule.kind === 'other') return rule.text;
  const size = rule.kind === 'type' ? [...(rule.min === undefined ? [] : [`at least ${rule.min}`]), ...(rule.max === undefined ? [] : [`at most ${rule.max}`])] : [];
  return `${rule.kind === 'type' ? `any ${typeOf(example)}` : `any ${rule.kind}`}${size.length > 0 ? `, ${size.join(', ')}` : ''}`;
}

export const jsonPath = (path: Path): string => path.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : childPath(text, step)), '$');

