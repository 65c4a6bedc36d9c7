import { readSync } from 'node:fs';
import { crc32 } from 'node:zlib';

// A file is its magic and then frames: length and CRC-32 of the payload, both 32 bits little-endian, and the payload.
// One frame is one group commit: a tail that was torn is dropped as a whole, and with it nothing that was acknowledged.

export const MAGIC = Buffer.from('RPSBLOG1', 'ascii');
export const FRAME_HEAD = 8;

export function frameHead(payload: Uint8Array): { length: number; checksum: number } {
  return { length: payload.length, checksum: crc32(payload) };
}

export interface Frames {
  /** Where the last whole frame ends. */
  end: number;
  /** What follows it: nothing, a frame that was not written to its end, or bytes that are wrong in the middle. */
  tail: 'none' | 'torn' | 'corrupt';
}

const WINDOW = 4 * 1024 * 1024;

/** Reads all whole frames of a file of `size` bytes; a payload is valid until `read` returns. */
export function readFrames(fd: number, size: number, read: (payload: Buffer) => void): Frames {
  let window = Buffer.allocUnsafe(Math.min(WINDOW, Math.max(size, FRAME_HEAD)));
  let [from, to] = [0, 0];
  /** The bytes [at, at + length) of the file, undefined beyond its end. */
  const slice = (at: number, length: number): Buffer | undefined => {
    if (at + length > size) return undefined;
    if (at + length > to) {
      if (length > window.length) window = Buffer.allocUnsafe(length);
      from = at;
      to = at + readFully(fd, window, at);
      if (at + length > to) return undefined;
    }
    return window.subarray(at - from, at - from + length);
  };
  if (!slice(0, MAGIC.length)?.equals(MAGIC)) return { end: 0, tail: size < MAGIC.length ? 'torn' : 'corrupt' };
  let at = MAGIC.length;
  while (at < size) {
    const head = slice(at, FRAME_HEAD);
    if (!head) return { end: at, tail: 'torn' };
    const [length, checksum] = [head.readUInt32LE(0), head.readUInt32LE(4)];
    const next = at + FRAME_HEAD + length;
    const payload = length === 0 ? undefined : slice(at + FRAME_HEAD, length);
    if (!payload || crc32(payload) !== checksum) return { end: at, tail: length > 0 && next < size ? 'corrupt' : 'torn' };
    read(payload);
    at = next;
  }
  return { end: at, tail: 'none' };
}

function readFully(fd: number, into: Buffer, position: number): number {
  let done = 0;
  while (done < into.length) {
    const count = readSync(fd, into, done, into.length - done, position + done);
    if (count === 0) break;
    done += count;
  }
  return done;
}
