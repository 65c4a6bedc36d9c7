import { describe, expect, it } from 'vitest';
import { check } from '#core/check';
import type { Json } from '#core/json';
import { type TensorJson, base64, example, integer, near, tensors, tensorsNear, zipped } from '#core/matchers';
import { zip } from '#core/zip';

const differences = (template: Parameters<typeof check>[0], actual: unknown) => check(template, actual as Json, { extraFields: 'allowed' });
const [A, B]: [TensorJson, TensorJson] = [
  { name: 'fc1.weight', shape: [2, 2], dtype: 'float32', values: [1, 2, 3, 4] },
  { name: 'fc2.weight', shape: [2, 2], dtype: 'float32', values: [5, 6, 7, 8] },
];

describe('near', () => {
  it.each([1.5, 1.25, 1.75])('1.5 ± 0.25 takes %j', (actual) => {
    expect(differences(near(1.5, 0.25), actual)).toEqual([]);
  });
  it.each([1.2, 1.8, '1.5'])('1.5 ± 0.25 refuses %j', (actual) => {
    expect(differences(near(1.5, 0.25), actual)).toHaveLength(1);
  });
  it('says by how much it may differ', () => {
    expect(differences({ loss: near(0.5, 0.01) }, { loss: 0.52 })).toEqual([{ path: '$.loss', expected: '0.5 ± 0.01', actual: '0.52' }]);
  });
});

describe('tensors near their example', () => {
  const weights = tensorsNear([A, B], 1e-3);
  it('are themselves, and within the tolerance', () => {
    expect(differences(weights, [A, { ...B, values: [5.0005, 6, 7, 8] }])).toEqual([]);
  });
  it.each([
    ['two of one shape have changed places', [B, A], ['$[0].name', '$[1].name']],
    ['two of one shape have changed values', [{ ...A, values: B.values }, { ...B, values: A.values }], ['$[0].values[0]', '$[1].values[0]']],
    ['one is missing', [A], ['$']],
    ['another dtype', [{ ...A, dtype: 'float64' }, B], ['$[0].dtype']],
    ['transposed', [{ ...A, shape: [4, 1] }, B], ['$[0].shape']],
    ['too far', [{ ...A, values: [1, 2, 3, 4.1] }, B], ['$[0].values[3]']],
    ['not a number', [{ ...A, values: ['NaN', 2, 3, 4] }, B], ['$[0].values[0]']],
  ])('%s: found', (_, actual, paths) => {
    expect(differences(weights, actual).map(({ path }) => path)).toEqual(paths);
  });
  it('counts the values that are off', () => {
    expect(differences(weights, [{ ...A, values: [9, 9, 3, 4] }, B])[0]?.actual).toBe('9, and 1 more of 4 value(s)');
  });
});

describe('any tensors', () => {
  it('of another model are right', () => {
    expect(differences(tensors([A]), [{ name: 'x', shape: [1, 1, 2], dtype: 'int64', values: [1, 2] }])).toEqual([]);
  });
  it.each([
    ['fewer values than the shape says', [{ ...A, values: [1] }], '$[0].values'],
    ['a name twice', [A, A], '$[1].name'],
    ['an infinite value', [{ ...A, values: [1, 'Infinity', 3, 4] }], '$[0].values[1]'],
    ['a dtype nobody knows', [{ ...A, dtype: 'object' }], '$[0].dtype'],
    ['none at all', [], '$'],
  ])('%s: found', (_, actual, path) => {
    expect(differences(tensors([A]), actual)[0]?.path).toBe(path);
  });
});

describe('envelopes', () => {
  const sent = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
  it('base64: what is inside counts', () => {
    expect(differences(base64({ id: integer(1) }), sent({ id: 2 }))).toEqual([]);
    expect(differences(base64({ id: integer(1) }), sent({ id: 'x' }))).toEqual([{ path: '$.id', expected: 'an integer', actual: '"x"' }]);
    expect(differences(base64({ id: integer(1) }), 'AAAA')[0]?.expected).toBe('JSON inside');
  });
  it('zip: each file counts, and its own example is one', () => {
    const envelope = zipped({ 'weights.json': tensorsNear([A, B], 0) });
    expect(differences(envelope, example(envelope))).toEqual([]);
    const other = zip([{ name: 'weights.json', data: Buffer.from(JSON.stringify([B, A])) }]).toString('base64');
    expect(differences(envelope, other)[0]).toMatchObject({ path: '${weights.json}[0].name' });
    expect(differences(envelope, zip([{ name: 'other', data: Buffer.from('x') }]).toString('base64'))[0]).toMatchObject({ expected: 'a file weights.json inside', actual: 'other' });
    expect(differences(envelope, 'AAAA')[0]?.expected).toBe('a ZIP archive');
  });
});
