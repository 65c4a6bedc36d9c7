import { expect, test } from 'vitest';
import { unzip } from '#core/zip';
import { arrayList, safetensors, stateDict } from '#stubs/training-pod/weights/formats';

const tensors = [
  { name: 'layer.weight', shape: [2, 2], dtype: 'float32', values: [1, 2, 3, 4] },
  { name: 'steps', shape: [], dtype: 'int64', values: [7] },
];

test('a state dictionary: one file for each storage, at the place where a reader maps it', () => {
  const file = stateDict(tensors);
  const entries = unzip(file);
  expect(entries.map(({ name }) => name)).toEqual(['archive/data.pkl', 'archive/byteorder', 'archive/data/0', 'archive/data/1', 'archive/version']);
  expect(entries[2]?.data.readFloatLE(12)).toBe(4);
  expect(file.indexOf(entries[2]?.data ?? '') % 64).toBe(0);
});

test('safetensors: a header of names, shapes and offsets, then the data', () => {
  const file = safetensors(tensors);
  const length = Number(file.readBigUInt64LE(0));
  expect(length % 8).toBe(0);
  expect(JSON.parse(file.toString('utf8', 8, 8 + length))).toEqual({
    'layer.weight': { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] }, steps: { dtype: 'I64', shape: [], data_offsets: [16, 24] },
  });
  expect(file.readBigInt64LE(8 + length + 16)).toBe(7n);
});

test('no format writes a dtype that it has no word for', () => {
  for (const write of [stateDict, arrayList, safetensors]) {
    expect(() => write([{ name: 'x', shape: [1], dtype: 'complex64', values: [1] }])).toThrow('tensor x has the dtype complex64');
  }
});

test('the same weights are the same bytes', () => {
  for (const write of [stateDict, arrayList, safetensors]) expect(write(tensors).equals(write(tensors))).toBe(true);
});
