import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check } from '#core/check';
import type { Json } from '#core/json';
import { type Template, boolean, decimal, eachLike, example, integer, like, number, regex, string } from '#core/matchers';
import { schemaOf } from '#documents/json-schema';

const ajv = new Ajv2020({ strict: false, validateFormats: false });
const leaf: fc.Arbitrary<Template> = fc.oneof(
  fc.constantFrom<Template>(integer(1), number(1.5), decimal(0.5), boolean(true), string('a'), regex('^a+$', 'a'), regex('a|b', 'b'), regex('x\\w.', 'xa.'), { 'pact:matcher:type': 'null' }),
  fc.constantFrom<Template>(null, true, 0, 1.5, 'a', ''),
);
const template = fc.letrec<{ node: Template }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 }, leaf,
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('node'), { maxKeys: 3 }),
    fc.array(tie('node'), { maxLength: 3 }),
    tie('node').map(like),
    tie('node').map((node) => eachLike(node)),
    tie('node').map((node) => ({ 'pact:matcher:type': 'type' as const, value: [node], max: 2 })),
  ),
})).node;
const value: fc.Arbitrary<Json> = fc.letrec<{ node: Json }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 }, fc.constantFrom<Json>(null, true, 0, 1, 1.5, 'a', 'aa', 'b', '1', 'xa.', ''),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('node'), { maxKeys: 3 }),
    fc.array(tie('node'), { maxLength: 3 }),
  ),
})).node;
const agree = (node: Template, actual: Json) => {
  for (const side of ['request', 'response'] as const) {
    const fits = check(node, actual, { extraFields: side === 'request' ? 'refused' : 'allowed' }).length === 0;
    expect({ node, actual, side, fits: ajv.validate(schemaOf(node, side), actual) }).toEqual({ node, actual, side, fits });
  }
};

test('takes exactly the values that satisfy the template', () => {
  fc.assert(fc.property(template, value, agree), { numRuns: 300 });
});

test('takes the template\'s own example, and notices a value changed in it', () => {
  fc.assert(fc.property(template, (node) => agree(node, example(node))), { numRuns: 100 });
});

test('a text that must be somewhere in the value is taken literally', () => {
  const has = schemaOf({ 'pact:matcher:type': 'include', value: 'a.b' }, 'response');
  expect(['xa.by', 'axb', ''].map((text) => ajv.validate(has, text))).toEqual([true, false, false]);
});
