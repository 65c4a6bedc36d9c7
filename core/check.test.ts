import { describe, expect, it } from 'vitest';
import { check } from '#core/check';
import { boolean, decimal, eachLike, integer, like, regex, type Template } from '#core/matchers';
import type { Json } from '#core/json';

const response = (template: Template, actual: Json) => check(template, actual, { extraFields: 'allowed' });
const request = (template: Template, actual: Json) => check(template, actual, { extraFields: 'refused' });

describe('without matchers', () => {
  it('values must be equal', () => {
    expect(response({ a: 1, b: [true, null] }, { a: 1, b: [true, null] })).toEqual([]);
    expect(response({ a: 1 }, { a: '1' })).toEqual([{ path: '$.a', expected: '1', actual: '"1"' }]);
  });
  it('names the path of a missing field and of a wrong array element', () => {
    expect(response({ a: { 'b-c': 1 } }, { a: {} })).toEqual([{ path: '$.a["b-c"]', expected: '1', actual: 'nothing' }]);
    expect(response({ a: [1, 2] }, { a: [1, 3] })[0]?.path).toBe('$.a[1]');
  });
  it('a response may hold more, a request may not', () => {
    expect(response({ a: 1 }, { a: 1, extra: 2 })).toEqual([]);
    expect(request({ a: 1 }, { a: 1, extra: 2 })).toEqual([{ path: '$.extra', expected: 'nothing', actual: '2' }]);
  });
});

describe('with matchers', () => {
  it('like an empty array: any array, as Pact\'s engine takes it', () => {
    expect(response({ a: like([]) }, { a: ['x'] })).toEqual([]);
    expect(response({ a: [] }, { a: ['x'] })).toHaveLength(1);
  });
  it('like: same type, all the way down', () => {
    expect(response(like({ a: 1, b: { c: 'x' } }), { a: 2, b: { c: 'y' } })).toEqual([]);
    expect(response(like({ a: { c: 'x' } }), { a: { c: 1 } })).toEqual([{ path: '$.a.c', expected: 'a string', actual: '1' }]);
  });
  it('eachLike: every element, at least min', () => {
    expect(response(eachLike({ id: integer(1) }), [{ id: 1 }, { id: 2 }])).toEqual([]);
    expect(response(eachLike({ id: integer(1) }), [{ id: 1 }, { id: 'x' }])[0]?.path).toBe('$[1].id');
    expect(response(eachLike('x', 2), ['a'])[0]?.expected).toBe('at least 2 element(s)');
    expect(response(eachLike('x'), { a: 1 })[0]?.expected).toBe('an array');
  });
  it.each([
    [integer(1), 2, 1.5], [decimal(0.5), 1.5, 2], [boolean(true), false, 'true'], [regex('^a+$', 'a'), 'aaa', 'b'],
  ] as const)('%j takes %j and refuses %j', (matcher, good, bad) => {
    expect(response(matcher, good)).toEqual([]);
    expect(response(matcher, bad)).toHaveLength(1);
  });
  it('a pattern must match the whole text, as in Pact', () => {
    expect(response(regex('a+', 'a'), 'xaax')).toHaveLength(1);
  });
  it('an exact value inside like stays typed only, a matcher inside like keeps its own rule', () => {
    expect(response(like({ a: regex('^x', 'x1') }), { a: 'y' })).toHaveLength(1);
  });
});
