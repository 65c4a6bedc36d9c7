import { describe, expect, it } from 'vitest';
import { type ChangeClass, type ChangeKind, classOfAll } from '#broker/rules/change/change';
import { pactChanges } from '#broker/rules/change/pact-changes';
import { parseLossless } from '#core/lossless-json';

/** A JSON body with rules by path, in the fourth specification. */
interface Side { description?: string; states?: object[]; request?: object; requestRules?: object; status?: number; headers?: object; headerRules?: object; body?: unknown; rules?: object; more?: object; message?: boolean }
const combined = (rules: object = {}) => Object.fromEntries(Object.entries(rules).map(([path, matchers]) => [path, { combine: 'AND', matchers: [matchers].flat() as object[] }]));

function interaction({ description = 'a call', states = [{ name: 'a user' }], request = {}, requestRules, status = 200, headers, headerRules, body, rules, more = {}, message }: Side): object {
  const wrapped = body === undefined ? undefined : { content: body, contentType: 'application/json', encoded: false };
  if (message) return { type: 'Asynchronous/Messages', description, providerStates: states, contents: wrapped, metadata: headers ?? {}, matchingRules: { body: combined(rules) }, ...more };
  return {
    type: 'Synchronous/HTTP', description, providerStates: states,
    request: { method: 'GET', path: '/', ...request, ...(requestRules && { matchingRules: { body: combined(requestRules) } }) },
    response: { status, ...(headers && { headers }), ...(wrapped && { body: wrapped }), ...((rules ?? headerRules) && { matchingRules: { ...(rules && { body: combined(rules) }), ...(headerRules && { header: combined(headerRules) }) } }) },
    ...more,
  };
}
const pact = (sides: Side[]) => parseLossless(JSON.stringify({ consumer: { name: 'App' }, provider: { name: 'Api' }, interactions: sides.map(interaction), metadata: { pactSpecification: { version: '4.0' } } }));
const typed = { match: 'type' };
const digits = { match: 'regex', regex: '\\d+' };

type Row = [name: string, before: Side | Side[], after: Side | Side[], ChangeClass, ...kinds: ChangeKind[]];
const ROWS: Row[] = [
  ['nothing', { body: { a: 1 } }, { body: { a: 1 } }, 'cosmetic'],
  ['the order of keys', { body: { a: 1, b: 2 } }, { body: { b: 2, a: 1 } }, 'cosmetic'],
  ['the order of interactions', [{ description: 'x' }, { description: 'y' }], [{ description: 'y' }, { description: 'x' }], 'cosmetic'],
  ['a comment', {}, { more: { comments: { text: ['hi'] } } }, 'cosmetic', 'notes-changed'],
  ['a new interaction', [{}], [{}, { description: 'another', body: 1 }], 'breaking', 'interaction-new'],
  ['an interaction gone', [{}, { description: 'another', body: 1 }], [{}], 'compatible', 'interaction-gone'],
  ['a renamed interaction', { description: 'x' }, { description: 'y' }, 'cosmetic', 'interaction-renamed'],
  ['a renamed message', { description: 'x', message: true, body: 1 }, { description: 'y', message: true, body: 1 }, 'breaking', 'message-renamed'],
  ['a renamed interaction that also asks more', { description: 'x' }, { description: 'y', body: 1 }, 'breaking', 'interaction-gone', 'interaction-new'],
  ['a renamed state', { states: [{ name: 'a user' }] }, { states: [{ name: 'the user' }] }, 'breaking', 'states-changed'],
  ['a state with other parameters', { states: [{ name: 'a user', params: { id: 1 } }] }, { states: [{ name: 'a user', params: { id: 2 } }] }, 'breaking', 'states-changed'],
  ['a state gone', { states: [{ name: 'a user' }] }, { states: [] }, 'breaking', 'states-changed'],
  ['another path', {}, { request: { path: '/v2' } }, 'breaking', 'request-changed'],
  ['a new field in the request', { request: { body: { content: { a: 1 } } } }, { request: { body: { content: { a: 1, b: 2 } } } }, 'breaking', 'request-changed'],
  ['a field less in the request', { request: { body: { content: { a: 1, b: 2 } } } }, { request: { body: { content: { a: 1 } } } }, 'breaking', 'request-changed'],
  ['a header of the request in other letters', { request: { headers: { Accept: ['x'] } } }, { request: { headers: { accept: ['x'] } } }, 'cosmetic'],
  ['a request that may hold more values', { requestRules: { '$.a': { match: 'integer' } } }, { requestRules: { '$.a': { match: 'number' } } }, 'breaking', 'request-matcher-widened'],
  ['a request that may hold any value now', {}, { requestRules: { '$.a': typed } }, 'breaking', 'request-matcher-widened'],
  ['a request that may hold fewer values', { requestRules: { '$.a': typed } }, {}, 'compatible', 'request-matcher-narrowed'],
  ['another status', { status: 200 }, { status: 201 }, 'breaking', 'value-changed'],
  ['a field that the consumer needs now', { body: { a: 1 } }, { body: { a: 1, b: 2 } }, 'breaking', 'expectation-new'],
  ['a field that the consumer no longer needs', { body: { a: 1, b: 2 } }, { body: { a: 1 } }, 'compatible', 'expectation-gone'],
  ['the last field of an object gone', { body: { a: { b: 1 } } }, { body: { a: {} } }, 'breaking', 'value-changed'],
  ['a body that nobody looks at any more', { body: { a: 1 } }, {}, 'compatible', 'expectation-gone'],
  ['a body where there was none', {}, { body: { a: 1 } }, 'breaking', 'expectation-new'],
  ['an example of text that is now empty: no body', { body: 'x', rules: { $: typed } }, { body: '', rules: { $: typed } }, 'breaking', 'value-changed'],
  ['another exact value', { body: { a: 1 } }, { body: { a: 2 } }, 'breaking', 'value-changed'],
  ['1 that becomes 1.0', { body: { a: 1 } }, { body: { a: 'NUMERAL' } }, 'breaking', 'value-changed'],
  ['another example of a type', { body: { a: 'x' }, rules: { '$.a': typed } }, { body: { a: 'y' }, rules: { '$.a': typed } }, 'cosmetic', 'example-changed'],
  ['another type of example', { body: { a: 'x' }, rules: { '$.a': typed } }, { body: { a: 1 }, rules: { '$.a': typed } }, 'breaking', 'value-changed'],
  ['another example under the rule of what it stands in', { body: { a: { b: 'x' } }, rules: { '$.a': typed } }, { body: { a: { b: 'y' } }, rules: { '$.a': typed } }, 'cosmetic', 'example-changed'],
  ['a value that may be any of its type', { body: { a: 'x' } }, { body: { a: 'x' }, rules: { '$.a': typed } }, 'compatible', 'matcher-loosened'],
  ['a type that becomes one value', { body: { a: 'x' }, rules: { '$.a': typed } }, { body: { a: 'x' } }, 'breaking', 'matcher-tightened'],
  ['a value that may be like a pattern', { body: { a: '12' } }, { body: { a: '7' }, rules: { '$.a': digits } }, 'compatible', 'matcher-loosened'],
  ['a value that its new pattern excludes', { body: { a: 'x' } }, { body: { a: '7' }, rules: { '$.a': digits } }, 'breaking', 'matcher-changed'],
  ['a pattern that becomes a type: it took numbers too', { body: { a: '7' }, rules: { '$.a': digits } }, { body: { a: '7' }, rules: { '$.a': typed } }, 'breaking', 'matcher-changed'],
  ['an integer that may be any number', { body: { a: 1 }, rules: { '$.a': { match: 'integer' } } }, { body: { a: 1 }, rules: { '$.a': { match: 'number' } } }, 'compatible', 'matcher-loosened'],
  ['a number that must be an integer', { body: { a: 1 }, rules: { '$.a': { match: 'number' } } }, { body: { a: 1 }, rules: { '$.a': { match: 'integer' } } }, 'breaking', 'matcher-tightened'],
  ['an array that may be shorter', { body: [1, 1], rules: { $: { match: 'type', min: 2 } } }, { body: [1], rules: { $: { match: 'type', min: 1 } } }, 'compatible', 'matcher-loosened'],
  ['an array that must be longer', { body: [1], rules: { $: { match: 'type', min: 1 } } }, { body: [1, 1], rules: { $: { match: 'type', min: 2 } } }, 'breaking', 'matcher-tightened'],
  ['a most for an array', { body: [1], rules: { $: { match: 'type', min: 1 } } }, { body: [1], rules: { $: { match: 'type', min: 1, max: 3 } } }, 'breaking', 'matcher-tightened'],
  ['a field more in each element', { body: [{ a: 1 }], rules: { $: { match: 'type', min: 1 } } }, { body: [{ a: 1, b: 1 }], rules: { $: { match: 'type', min: 1 } } }, 'breaking', 'expectation-new'],
  ['a field less in each element', { body: [{ a: 1, b: 1 }], rules: { $: { match: 'type', min: 1 } } }, { body: [{ a: 1 }], rules: { $: { match: 'type', min: 1 } } }, 'compatible', 'expectation-gone'],
  ['an element more in an exact array', { body: [1] }, { body: [1, 2] }, 'breaking', 'value-changed'],
  ['a matcher of which nothing is known, the same', { body: { a: 1 }, rules: { '$.a': { match: 'semver' } } }, { body: { a: 1 }, rules: { '$.a': { match: 'semver' } } }, 'cosmetic'],
  ['a matcher of which nothing is known, another', { body: { a: 1 }, rules: { '$.a': { match: 'semver' } } }, { body: { a: 1 }, rules: { '$.a': typed } }, 'breaking', 'matcher-changed'],
  ['two matchers at once for one', { body: { a: 1 }, rules: { '$.a': [typed, { match: 'integer' }] } }, { body: { a: 1 }, rules: { '$.a': typed } }, 'breaking', 'matcher-changed'],
  ['a header that is expected now', {}, { headers: { etag: ['x'] } }, 'breaking', 'expectation-new'],
  ['a header that is no longer expected', { headers: { ETag: ['x'] } }, {}, 'compatible', 'expectation-gone'],
  ['a header with another example of its pattern', { headers: { ETag: ['1'] }, headerRules: { ETag: digits } }, { headers: { etag: ['2'] }, headerRules: { etag: digits } }, 'cosmetic', 'example-changed'],
  ['a message that must hold more', { message: true, body: { a: 1 } }, { message: true, body: { a: 1, b: 1 } }, 'breaking', 'expectation-new'],
  ['metadata no longer expected', { message: true, body: 1, headers: { queue: 'q' } }, { message: true, body: 1 }, 'compatible', 'expectation-gone'],
  ['an interaction that is no longer pending', { more: { pending: true } }, {}, 'breaking', 'now-counts'],
  ['an interaction that becomes pending', {}, { more: { pending: true } }, 'compatible', 'now-pending'],
  ['what nobody here knows', {}, { more: { pluginConfiguration: { x: 1 } } }, 'breaking', 'other'],
];

describe('what a change of a pact means for the provider', () => {
  it.each(ROWS)('%s', (_name, before, after, expected, ...kinds) => {
    const raw = (side: Side | Side[]) => { const read = pact([side].flat()); return parseLossless(read.text.replace('"NUMERAL"', '1.0')); };
    const found = pactChanges(raw(before), raw(after));
    expect([classOfAll(found), found.map(({ kind }) => kind).sort()]).toEqual([expected, kinds.toSorted()]);
  });

  it('says where, from what to what', () => {
    expect(pactChanges(pact([{ body: { items: [{ id: 1 }] } }]), pact([{ body: { items: [{ id: 2 }] } }]))).toEqual([
      { class: 'breaking', kind: 'value-changed', interaction: 'a call', path: 'response body $.items[0].id', before: '1', after: '2' },
    ]);
  });

  it('takes rules of the second specification as one: any difference of them may break', () => {
    const old = (rules: object, a: number) => parseLossless(JSON.stringify({ interactions: [{ description: 'x', request: { method: 'GET', path: '/' }, response: { status: 200, body: { a }, matchingRules: rules } }], metadata: { pactSpecification: { version: '2.0.0' } } }));
    expect(classOfAll(pactChanges(old({ '$.body.a': typed }, 1), old({ '$.body.a': typed }, 1)))).toBe('cosmetic');
    expect(classOfAll(pactChanges(old({ '$.body.a': typed }, 1), old({ '$.body.a': typed }, 2)))).toBe('breaking');
    expect(classOfAll(pactChanges(old({}, 1), old({ '$.body.a': typed }, 1)))).toBe('breaking');
  });
});
