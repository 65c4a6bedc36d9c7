/** Memory comes in pieces of so many bytes: a buffer of its own costs each message some 400 bytes more. */
const SLAB = 8192;
/** Larger ones get a buffer of their own. */
const LARGEST_SHARED = SLAB / 4;

let slab = Buffer.allocUnsafeSlow(SLAB);
let used = 0;

/**
 * The parts as one piece of bytes that may be kept for long. A slice of what was read from a socket would keep all that
 * came with it, up to 64 KB for one message; one from here keeps 8 KB at most.
 */
export function keep(parts: readonly Uint8Array[]): Uint8Array {
  const size = parts.reduce((sum, { length }) => sum + length, 0);
  const kept = size > LARGEST_SHARED ? Buffer.allocUnsafeSlow(size) : cut(size);
  let at = 0;
  for (const part of parts) {
    kept.set(part, at);
    at += part.length;
  }
  return kept;
}

function cut(size: number): Buffer {
  if (used + size > SLAB) {
    slab = Buffer.allocUnsafeSlow(SLAB);
    used = 0;
  }
  used += size;
  return slab.subarray(used - size, used);
}
