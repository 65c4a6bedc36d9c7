import { describe, expect, test } from 'vitest';
import { type AveragingRule, type Contribution, average } from '#emulators/platform/averaging-service/state-average';
import type { Tensor } from '#emulators/platform/weights/tensor';

// Would have caught: weights averaged in the order of a list instead of by name (SDK 0.6.x exports lists without names).

const tensor = (name: string, values: Tensor['values'], shape = [values.length], dtype = 'float32'): Tensor => ({ name, shape, dtype, values });
const from = (edge: string, samples: number, ...tensors: Tensor[]): Contribution => ({ edge, samples, tensors });
const values = (rule: AveragingRule, ...contributions: Contribution[]) => Object.fromEntries(average(rule, contributions).map((one) => [one.name, one.values]));

const three = [from('edge-1', 100, tensor('w', [1])), from('edge-2', 200, tensor('w', [4])), from('edge-3', 500, tensor('w', [7]))] as const;

describe('rules beside the golden numbers of ring1/averaging-service/golden.ts', () => {
  test('equal samples make both rules one', () => {
    const equal = three.map((one) => ({ ...one, samples: 7 }));
    expect(values('sample-weighted', ...equal)).toEqual(values('mean', ...three));
  });

  test('thirds are rounded to float64 not at all', () => {
    expect(values('mean', ...[1, 0, 0].map((value, n) => from(`edge-${n}`, 1, tensor('w', [value], [1], 'float64'))))['w']).toEqual([1 / 3]);
  });

  test('a scalar tensor (shape []) holds one value', () => {
    expect(values('mean', from('a', 1, tensor('scale', [1], [])), from('b', 1, tensor('scale', [3], [])))).toEqual({ scale: [2] });
  });
});

describe('tensors of one shape that changed places', () => {
  const straight = from('edge-1', 100, tensor('q', [1, 1]), tensor('k', [5, 5]));

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
