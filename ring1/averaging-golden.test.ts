import { describe, expect, test } from 'vitest';
import { type AveragingRule, type Contribution, average } from '#emulators/platform/averaging-service/state-average';
import type { Tensor } from '#emulators/platform/weights/tensor';

// Would have caught: weights averaged in the order of a list instead of by name (SDK 0.6.x exports lists without names).

const tensor = (name: string, values: Tensor['values'], shape = [values.length], dtype = 'float32'): Tensor => ({ name, shape, dtype, values });
const from = (edge: string, samples: number, ...tensors: Tensor[]): Contribution => ({ edge, samples, tensors });
const values = (rule: AveragingRule, ...contributions: Contribution[]) => Object.fromEntries(average(rule, contributions).map((one) => [one.name, one.values]));

// Three participants; 1 : 2 : 5 samples, so the weights are eighths and every golden number is exact.
const three = [
  from('edge-1', 100, tensor('conv.weight', [1, 2, 3, 4], [2, 2]), tensor('conv.bias', [8, -8])),
  from('edge-2', 200, tensor('conv.weight', [4, 5, 6, 7], [2, 2]), tensor('conv.bias', [0, 4])),
  from('edge-3', 500, tensor('conv.weight', [7, 8, 9, 10], [2, 2]), tensor('conv.bias', [4, 1])),
] as const;

describe('golden numbers, worked out by hand', () => {
  test('mean: (1+4+7)/3 = 4 …, (8+0+4)/3 = 4, (−8+4+1)/3 = −1', () => {
    expect(values('mean', ...three)).toEqual({ 'conv.weight': [4, 5, 6, 7], 'conv.bias': [4, -1] });
  });

  test('sample-weighted: (1·1+2·4+5·7)/8 = 5.5 …, (1·8+2·0+5·4)/8 = 3.5, (−8+8+5)/8 = 0.625', () => {
    expect(values('sample-weighted', ...three)).toEqual({ 'conv.weight': [5.5, 6.5, 7.5, 8.5], 'conv.bias': [3.5, 0.625] });
  });

  test('equal samples make both rules one', () => {
    const equal = three.map((one) => ({ ...one, samples: 7 }));
    expect(values('sample-weighted', ...equal)).toEqual(values('mean', ...three));
  });

  test('one participant keeps its weights', () => {
    expect(values('sample-weighted', three[0])).toEqual({ 'conv.weight': [1, 2, 3, 4], 'conv.bias': [8, -8] });
  });

  test('thirds are rounded to float32 once, to float64 not at all', () => {
    const thirds = (dtype: string) => values('mean', ...[1, 0, 0].map((value, n) => from(`edge-${n}`, 1, tensor('w', [value], [1], dtype))))['w'];
    expect(thirds('float32')).toEqual([0.3333333432674408]);
    expect(thirds('float64')).toEqual([1 / 3]);
  });

  test('counters are cut towards zero, as a cast does: (1+2)/2 = 1.5 is 1, (−1−2)/2 is −1', () => {
    const counters = [from('a', 1, tensor('steps', [1, -1], [2], 'int64')), from('b', 1, tensor('steps', [2, -2], [2], 'int64'))];
    expect(values('mean', ...counters)).toEqual({ steps: [1, -1] });
  });

  test('a scalar tensor (shape []) holds one value', () => {
    expect(values('mean', from('a', 1, tensor('scale', [1], [])), from('b', 1, tensor('scale', [3], [])))).toEqual({ scale: [2] });
  });
});

describe('tensors of one shape that changed places', () => {
  const straight = from('edge-1', 100, tensor('q', [1, 1]), tensor('k', [5, 5]));

  test('in another order they are still matched by name', () => {
    expect(values('mean', straight, from('edge-2', 100, tensor('k', [7, 7]), tensor('q', [3, 3])))).toEqual({ q: [2, 2], k: [6, 6] });
  });

  test('under each other\'s name the golden numbers find them', () => {
    const swapped = values('mean', straight, from('edge-2', 100, tensor('q', [7, 7]), tensor('k', [3, 3])));
    expect(swapped).toEqual({ q: [4, 4], k: [4, 4] });
    expect(swapped).not.toEqual({ q: [2, 2], k: [6, 6] });
  });
});

describe('what cannot be averaged is refused, with the edge and the tensor', () => {
  const good = from('edge-1', 100, tensor('w', [1, 2]), tensor('b', [3]));
  test.each([
    ['NaN', 'NotFinite', from('edge-2', 1, tensor('w', [1, 'NaN']), tensor('b', [3])), 'edge-2 has NaN in w at 1'],
    ['infinity', 'NotFinite', from('edge-2', 1, tensor('w', [Infinity, 2]), tensor('b', [3])), 'edge-2 has Infinity in w at 0'],
    ['a missing tensor', 'MissingTensor', from('edge-2', 1, tensor('w', [1, 2])), 'edge-2 lacks the tensor b'],
    ['a renamed tensor', 'UnknownTensor', from('edge-2', 1, tensor('w', [1, 2]), tensor('bias', [3])), 'edge-2 has the tensor bias'],
    ['another shape', 'ShapeMismatch', from('edge-2', 1, tensor('w', [1, 2], [1, 2]), tensor('b', [3])), 'with shape [1, 2]'],
    ['too few values', 'ShapeMismatch', from('edge-2', 1, tensor('w', [1], [2]), tensor('b', [3])), '1 values'],
    ['another dtype', 'DtypeMismatch', from('edge-2', 1, tensor('w', [1, 2], [2], 'float64'), tensor('b', [3])), 'float64, not float32'],
    ['a tensor twice', 'DuplicateTensor', from('edge-2', 1, tensor('w', [1, 2]), tensor('w', [1, 2]), tensor('b', [3])), 'two tensors named w'],
  ])('%s', (_, reason, bad, message) => {
    for (const order of [[good, bad], [bad, good]]) {
      expect(() => average('mean', order)).toThrow(expect.objectContaining({ reason: expect.any(String) as string }) as Error);
    }
    expect(() => average('mean', [good, bad])).toThrow(expect.objectContaining({ reason, message: expect.stringContaining(message) as string }) as Error);
  });

  test('nobody, and nobody with samples', () => {
    expect(() => average('mean', [])).toThrow(expect.objectContaining({ reason: 'NoParticipants' }) as Error);
    expect(() => average('sample-weighted', [{ ...good, samples: 0 }])).toThrow(expect.objectContaining({ reason: 'NoSamples' }) as Error);
  });
});
