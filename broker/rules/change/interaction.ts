import type { Found } from '#broker/rules/change/change';
import { expectationChanges, leaf, ruleText } from '#broker/rules/change/expectation';
import { EQUALITY, type Rule, implies, ruleOf, sameRule } from '#broker/rules/change/rule';
import { ruleBook } from '#broker/rules/change/rule-book';
import { type Value, isMap, same, textOfValue } from '#broker/rules/change/value';

type Part = { [key: string]: Value };

/** What changed in one interaction or message that both pacts have. */
export function interactionChanges(before: Part, after: Part): Found[] {
  const found: Found[] = [];
  const differs = (key: string) => !same(before[key], after[key]);
  const told = (kind: Found['kind'], key: string) => found.push({ kind, path: key, before: textOfValue(before[key]), after: textOfValue(after[key]) });
  if (differs('providerState') || differs('providerStates')) told('states-changed', before['providerStates'] === undefined && after['providerStates'] === undefined ? 'providerState' : 'providerStates');
  if (pending(before) !== pending(after)) found.push({ kind: pending(after) ? 'now-pending' : 'now-counts', path: 'pending' });
  for (const key of ['comments', 'key', 'interactionMarkup']) if (differs(key)) told('notes-changed', key);
  if (isMap(before['request']) && isMap(after['request'])) found.push(...requestChanges(before['request'], after['request']));
  if (isMap(before['response']) && isMap(after['response'])) found.push(...responseChanges(before['response'], after['response']));
  if ('contents' in before || 'contents' in after) found.push(...messageChanges(before, after));
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) if (!READ.has(key) && differs(key) && !covered(key, before, after)) told('other', key);
  return found;
}

const READ = new Set(['_id', 'type', 'description', 'providerState', 'providerStates', 'pending', 'comments', 'key', 'interactionMarkup']);
const MESSAGE = new Set(['contents', 'metadata', 'metaData', 'matchingRules', 'generators']);
const covered = (key: string, before: Part, after: Part): boolean =>
  MESSAGE.has(key) ? 'contents' in before || 'contents' in after : (key === 'request' || key === 'response') && isMap(before[key]) && isMap(after[key]);

const pending = (part: Part): boolean => part['pending'] === true;
const inPart = (part: Part, key: string): Part => (isMap(part[key]) ? part[key] : {});
/** Pact before its third specification wrote all rules side by side, by paths such as `$.body.id`. */
const oldRules = (part: Part): boolean => Object.keys(inPart(part, 'matchingRules')).some((key) => key.startsWith('$'));

/** The provider is sent the example; what else a consumer may send, the rules say. */
function requestChanges(before: Part, after: Part): Found[] {
  const found: Found[] = [];
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (key === 'matchingRules') continue;
    const [was, is] = key === 'headers' ? [lowerKeys(before[key]), lowerKeys(after[key])] : [before[key], after[key]];
    if (!same(was, is)) found.push({ kind: 'request-changed', path: `request ${key}`, before: textOfValue(was), after: textOfValue(is) });
  }
  if (same(before['matchingRules'], after['matchingRules'])) return found;
  const [old, now] = [inPart(before, 'matchingRules'), inPart(after, 'matchingRules')];
  for (const category of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const [was, is] = [rulesIn(old[category], category), rulesIn(now[category], category)];
    for (const path of new Set([...was.keys(), ...is.keys()])) {
      const [wasRule, isRule] = [was.get(path) ?? EQUALITY, is.get(path) ?? EQUALITY];
      if (sameRule(wasRule, isRule)) continue;
      // Without its example at hand a rule is compared with the narrowest that there can be: one exact value is narrower than all.
      const narrower = isRule.kind === 'equality' || (wasRule.kind !== 'equality' && implies(isRule, null, wasRule, null));
      found.push({ kind: narrower ? 'request-matcher-narrowed' : 'request-matcher-widened', path: `request ${category} ${path}`.trim(), before: ruleText(wasRule, 'the example'), after: ruleText(isRule, 'the example') });
    }
  }
  return found;
}

function rulesIn(category: Value | undefined, name: string): Map<string, Rule> {
  if (!isMap(category)) return new Map();
  // `path` and `status` have one rule, without a name.
  if ('matchers' in category) return new Map([['', ruleOf(category)]]);
  return new Map(Object.entries(category).map(([path, rule]) => [name === 'header' ? path.toLowerCase() : path, ruleOf(rule)]));
}

function responseChanges(before: Part, after: Part): Found[] {
  const [old, now] = [inPart(before, 'matchingRules'), inPart(after, 'matchingRules')];
  const rest = Object.keys({ ...before, ...after }).filter((key) => !['status', 'headers', 'body', 'matchingRules', 'generators'].includes(key) && !same(before[key], after[key]));
  return [
    ...rest.map((key): Found => ({ kind: 'other', path: `response ${key}`, before: textOfValue(before[key]), after: textOfValue(after[key]) })),
    ...leaf(ruleOf(old['status']), before['status'] ?? null, ruleOf(now['status']), after['status'] ?? null, 'response status'),
    ...namedChanges(lowerKeys(before['headers']), lowerKeys(after['headers']), rulesIn(old['header'], 'header'), rulesIn(now['header'], 'header'), 'response header'),
    ...bodyChanges(before, after, 'body', 'response body'),
  ];
}

function messageChanges(before: Part, after: Part): Found[] {
  const [old, now] = [inPart(before, 'matchingRules'), inPart(after, 'matchingRules')];
  const metadata = (part: Part) => ({ ...inPart(part, 'metaData'), ...inPart(part, 'metadata') });
  return [
    ...namedChanges(metadata(before), metadata(after), rulesIn(old['metadata'], 'metadata'), rulesIn(now['metadata'], 'metadata'), 'metadata'),
    ...bodyChanges(before, after, 'contents', 'contents'),
  ];
}

/** Headers or metadata: whoever sends more than is expected is right. */
function namedChanges(before: Part, after: Part, old: Map<string, Rule>, now: Map<string, Rule>, part: string): Found[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name): Found[] => {
    const [was, is] = [before[name], after[name]];
    const path = `${part} ${name}`;
    if (was === undefined) return [{ kind: 'expectation-new', path, after: textOfValue(is) }];
    if (is === undefined) return [{ kind: 'expectation-gone', path, before: textOfValue(was) }];
    return leaf(ruleFor(old, name), single(was), ruleFor(now, name), single(is), path);
  });
}

/** A rule may be for one of a header's values: `accept[0]`, `$.accept`. */
function ruleFor(rules: Map<string, Rule>, name: string): Rule {
  const own = rules.get(name);
  if (own) return own;
  const near = [...rules].filter(([path]) => path.includes(name));
  return near.length === 0 ? EQUALITY : { kind: 'other', text: JSON.stringify(near) };
}

/** Since the fourth specification every header has a list of values. */
const single = (value: Value): Value => (Array.isArray(value) && value.length === 1 ? (value[0] ?? null) : value);

function bodyChanges(before: Part, after: Part, key: 'body' | 'contents', part: string): Found[] {
  const [was, is] = [before[key], after[key]];
  const [oldRules_, newRules] = [inPart(before, 'matchingRules'), inPart(after, 'matchingRules')];
  if (is === undefined) return was === undefined ? [] : [{ kind: 'expectation-gone', path: part, before: textOfValue(was) }];
  if (was === undefined) return [{ kind: 'expectation-new', path: part, after: textOfValue(is) }];
  if (oldRules(before) || oldRules(after)) {
    return same(was, is) && same(before['matchingRules'], after['matchingRules']) ? [] : [{ kind: 'other', path: part, before: textOfValue(was), after: textOfValue(is) }];
  }
  const [old, now] = [contentOf(was), contentOf(is)];
  if (old.form !== now.form) return [{ kind: 'value-changed', path: `${part} content type`, before: old.form, after: now.form }];
  if ((isEmpty(old.content) || isEmpty(now.content)) && !same(old.content, now.content)) return [{ kind: 'value-changed', path: part, before: textOfValue(old.content), after: textOfValue(now.content) }];
  return expectationChanges({ value: old.content, book: ruleBook(oldRules_['body']) }, { value: now.content, book: ruleBook(newRules['body']) }, part);
}

/** To Pact's verifier an empty text, or null, as the whole body means that there must be none, whatever rule is for it. */
const isEmpty = (content: Value): boolean => content === '' || content === null;

/** The fourth specification wraps a body in `{content, contentType, encoded}`; before it the body stands there itself. */
function contentOf(body: Value): { content: Value; form: string } {
  if (!isMap(body) || !('content' in body)) return { content: body, form: '' };
  const { content = null, ...form } = body;
  return { content, form: textOfValue(form) };
}

const lowerKeys = (headers: Value | undefined): Part =>
  Object.fromEntries(Object.entries(isMap(headers) ? headers : {}).map(([name, value]) => [name.toLowerCase(), value]));
