/** One value as pickle opcodes. @see the opcodes of CPython's `pickletools`, protocols 2 and 3 */
export type Pickled = Buffer;

const op = (code: string, ...parts: Buffer[]): Pickled => Buffer.concat([Buffer.from(code, 'latin1'), ...parts]);
const uint32 = (value: number): Buffer => {
  const four = Buffer.alloc(4);
  four.writeUInt32LE(value);
  return four;
};

export const NONE = op('N');
export const FALSE = op('\x89');
export const EMPTY_TUPLE = op(')');

export const global = (module: string, name: string): Pickled => op('c', Buffer.from(`${module}\n${name}\n`));

export function text(value: string): Pickled {
  const bytes = Buffer.from(value);
  return op('X', uint32(bytes.length), bytes);
}

/** Protocol 3: Python 2 had no bytes. */
export const bytes = (value: Buffer): Pickled => op('B', uint32(value.length), value);

export function int(value: number): Pickled {
  if (value >= 0 && value < 256) return op('K', Buffer.from([value]));
  if (Math.abs(value) < 2 ** 31) {
    const four = Buffer.alloc(4);
    four.writeInt32LE(value);
    return op('J', four);
  }
  // A decimal text, as protocol 0 has it: of any size.
  return op('L', Buffer.from(`${value}L\n`));
}

export const tuple = (...items: Pickled[]): Pickled => op('(', ...items, Buffer.from('t'));
export const list = (items: Pickled[]): Pickled => op(']', Buffer.from('('), ...items, Buffer.from('e'));
/** Calls what is global with a tuple. */
export const reduce = (callable: Pickled, args: Pickled): Pickled => Buffer.concat([callable, args, Buffer.from('R')]);
/** Gives an object its state. */
export const build = (object: Pickled, state: Pickled): Pickled => Buffer.concat([object, state, Buffer.from('b')]);
export const setItems = (object: Pickled, pairs: [Pickled, Pickled][]): Pickled => Buffer.concat([object, Buffer.from('('), ...pairs.flat(), Buffer.from('u')]);
/** What the reader is asked for by an id of its own. */
export const persistent = (id: Pickled): Pickled => Buffer.concat([id, Buffer.from('Q')]);

export const pickle = (protocol: 2 | 3, value: Pickled): Buffer => Buffer.concat([Buffer.from([0x80, protocol]), value, Buffer.from('.')]);
