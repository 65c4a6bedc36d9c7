import type { Tensor } from '#stubs/training-pod/env';

interface Dtype {
  bytes: number;
  write: (buffer: Buffer, value: number, at: number) => void;
  torch: string;
  numpy: string;
  safetensors: string;
}

const float = (write: 'writeFloatLE' | 'writeDoubleLE'): Dtype['write'] => (buffer, value, at) => void buffer[write](value, at);
const DTYPES: Record<string, Dtype> = {
  float32: { bytes: 4, write: float('writeFloatLE'), torch: 'FloatStorage', numpy: 'f4', safetensors: 'F32' },
  float64: { bytes: 8, write: float('writeDoubleLE'), torch: 'DoubleStorage', numpy: 'f8', safetensors: 'F64' },
  int32: { bytes: 4, write: (buffer, value, at) => void buffer.writeInt32LE(value, at), torch: 'IntStorage', numpy: 'i4', safetensors: 'I32' },
  int64: { bytes: 8, write: (buffer, value, at) => void buffer.writeBigInt64LE(BigInt(value), at), torch: 'LongStorage', numpy: 'i8', safetensors: 'I64' },
};

/** A dtype by its name in each format. @throws RangeError for one that no format here writes */
export function dtypeOf({ name, dtype }: Tensor): Dtype {
  const known = DTYPES[dtype];
  if (!known) throw new RangeError(`tensor ${name} has the dtype ${dtype}; written are ${Object.keys(DTYPES).join(', ')}`);
  return known;
}

/** The values little-endian, in row-major order. */
export function bytesOf(tensor: Tensor): Buffer {
  const { bytes, write } = dtypeOf(tensor);
  const buffer = Buffer.alloc(tensor.values.length * bytes);
  tensor.values.forEach((value, index) => write(buffer, Number(value), index * bytes));
  return buffer;
}

/** How many elements one step along each dimension skips, in row-major order. */
export const strides = (shape: readonly number[]): number[] => shape.map((_, index) => shape.slice(index + 1).reduce((product, n) => product * n, 1));
