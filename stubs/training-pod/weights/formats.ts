import { zip } from '#core/zip';
import type { Tensor } from '#stubs/training-pod/env';
import { bytesOf, dtypeOf, strides } from '#stubs/training-pod/weights/dtype';
import { EMPTY_TUPLE, FALSE, NONE, build, bytes, global, int, list, persistent, pickle, reduce, setItems, text, tuple } from '#stubs/training-pod/weights/pickle';

const ints = (values: readonly number[]) => tuple(...values.map(int));
const ORDERED_DICT = reduce(global('collections', 'OrderedDict'), EMPTY_TUPLE);

/**
 * A state dictionary as `torch.save` writes it: a ZIP archive of a pickle (protocol 2, storages by persistent id) and one file
 * for each storage, aligned to 64 bytes. `torch.load` reads it, also with `weights_only=True`.
 * @see https://docs.pytorch.org/docs/stable/notes/serialization.html
 */
export function stateDict(tensors: readonly Tensor[]): Buffer {
  const pairs = tensors.map((tensor, key): [Buffer, Buffer] => {
    const storage = persistent(tuple(text('storage'), global('torch', dtypeOf(tensor).torch), text(String(key)), text('cpu'), int(tensor.values.length)));
    const rebuilt = reduce(global('torch._utils', '_rebuild_tensor_v2'), tuple(storage, int(0), ints(tensor.shape), ints(strides(tensor.shape)), FALSE, ORDERED_DICT));
    return [text(tensor.name), rebuilt];
  });
  return zip([
    { name: 'archive/data.pkl', data: pickle(2, setItems(ORDERED_DICT, pairs)) },
    { name: 'archive/byteorder', data: Buffer.from('little') },
    ...tensors.map((tensor, key) => ({ name: `archive/data/${key}`, data: bytesOf(tensor) })),
    { name: 'archive/version', data: Buffer.from('3\n') },
  ], 64);
}

/**
 * The old form: a pickled list of numpy arrays in the order of the state dictionary, without names (SDK 0.6
 * `get_model_parameters`). What reads it must trust the order.
 */
export function arrayList(tensors: readonly Tensor[]): Buffer {
  const arrays = tensors.map((tensor) => {
    const empty = reduce(global('numpy.core.multiarray', '_reconstruct'), tuple(global('numpy', 'ndarray'), ints([0]), bytes(Buffer.from('b'))));
    const dtype = build(reduce(global('numpy', 'dtype'), tuple(text(dtypeOf(tensor).numpy), int(0), int(1))), tuple(int(3), text('<'), NONE, NONE, NONE, int(-1), int(-1), int(0)));
    return build(empty, tuple(int(1), ints(tensor.shape), dtype, FALSE, bytes(bytesOf(tensor))));
  });
  return pickle(3, list(arrays));
}

/** @see https://huggingface.co/docs/safetensors/index#format */
export function safetensors(tensors: readonly Tensor[]): Buffer {
  let at = 0;
  const data = tensors.map(bytesOf);
  const header = Object.fromEntries(tensors.map((tensor, index) => {
    const offsets = [at, at += data[index]?.length ?? 0];
    return [tensor.name, { dtype: dtypeOf(tensor).safetensors, shape: tensor.shape, data_offsets: offsets }];
  }));
  const json = Buffer.from(JSON.stringify(header));
  // The tensors begin at a multiple of eight bytes; spaces fill up.
  const padded = Buffer.concat([json, Buffer.alloc((8 - (json.length % 8)) % 8, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  return Buffer.concat([length, padded, ...data]);
}

/** By the ending of a weights file's name. */
export const WRITERS: Record<string, (tensors: readonly Tensor[]) => Buffer> = { '.pth': stateDict, '.pt': stateDict, '.pkl': arrayList, '.safetensors': safetensors };
