import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { RingproofError } from '#core/errors';
import { arrayList, stateDict } from '#stubs/training-pod/weights/formats';

const folder = mkdtempSync(join(tmpdir(), 'ringproof-weights-'));
afterAll(() => rmSync(folder, { recursive: true }));

const tensors = [
  { name: 'layer.weight', shape: [2, 2], dtype: 'float32', values: [1, 2, 3, 4] },
  { name: 'layer.bias', shape: [2], dtype: 'float32', values: [0.5, -0.5] },
  { name: 'counter', shape: [], dtype: 'int64', values: [2 ** 40] },
  { name: 'wide', shape: [1, 3], dtype: 'float64', values: [1e300, -0.1, 0] },
];

/** Debian's Python: PyTorch is its package, and several gigabytes anywhere else. */
function torchPython(): string {
  const python = '/usr/bin/python3';
  try {
    execFileSync(python, ['-c', 'import torch'], { stdio: 'ignore' });
    return python;
  } catch (problem) {
    throw new RingproofError('RP_PREREQUISITE', { tool: 'PyTorch', what: "reading the stub's weights as the platform does", advice: 'Install it with `apt-get install python3-torch`.' }, problem);
  }
}

test('PyTorch and a restricted unpickler read what the stub writes, value for value', () => {
  const [state, arrays] = [join(folder, 'model_weights.pth'), join(folder, 'model_weights.pkl')];
  writeFileSync(state, stateDict(tensors));
  writeFileSync(arrays, arrayList(tensors));
  const seen = JSON.parse(execFileSync(torchPython(), [join(import.meta.dirname, 'weights.py'), state, arrays], { encoding: 'utf8' })) as Record<string, unknown>;
  expect(seen['torch']).toEqual(tensors);
  expect(seen['unrestricted']).toEqual(tensors);
  expect(seen['arrays']).toEqual(tensors.map((one) => ({ ...one, name: '' })));
  // 1·1 + 2·1 + 0.5 and 3·1 + 4·1 − 0.5: a layer that loaded them computes with them.
  expect(seen['output']).toEqual([[3.5, 6.5]]);
});
