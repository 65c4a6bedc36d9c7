import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check } from '#core/check';
import { inferTemplate } from '#core/infer';
import type { Json } from '#core/json';
import { example, timestamp, uuid } from '#core/matchers';

test('what was inferred takes the value that it was inferred from', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
    // A list is inferred from its first element.
    const alike = JSON.parse(JSON.stringify(value), (_, held: Json) => (Array.isArray(held) ? held.slice(0, 1) : held)) as Json;
    expect(check(inferTemplate(alike), alike, { extraFields: 'refused' })).toEqual([]);
    expect(example(inferTemplate(alike))).toEqual(alike);
  }));
});

test('known forms of text become patterns', () => {
  const id = '11111111-1111-4111-8111-111111111111';
  expect(inferTemplate({ id, at: '2026-01-02T03:04:05Z' })).toEqual({ id: uuid(id), at: timestamp('2026-01-02T03:04:05Z') });
});
