import { decode } from '#ring2/drift/wire/decode';
import { encode } from '#ring2/drift/wire/encode';
import { type Composite, readComposite } from '#ring2/drift/wire/performatives';
import { Malformed } from '#ring2/drift/wire/reader';
import type { Typed } from '#ring2/drift/wire/typed';

/** What a peer sends: the header of a protocol, or a frame; one without a performative is a sign of life. */
export type Incoming =
  | { kind: 'header'; protocol: number }
  | { kind: 'frame'; sasl: boolean; channel: number; performative?: Composite; payload: Buffer };

/** Bytes before the performative in the frames sent here. */
export const FRAME_HEAD = 8;

/** `protocol` 0 AMQP, 3 SASL (AMQP 1.0 part 2.2, 5.3.1). */
export const protocolHeader = (protocol: 0 | 3): Buffer => Buffer.of(0x41, 0x4d, 0x51, 0x50, protocol, 1, 0, 0);

/** A frame (part 2.3); without a performative an empty one. */
export function encodeFrame(frame: { sasl?: boolean; channel?: number; performative?: Typed; payload?: Uint8Array }): Buffer {
  const body = Buffer.concat([frame.performative ? encode(frame.performative) : Buffer.alloc(0), frame.payload ?? Buffer.alloc(0)]);
  const head = Buffer.alloc(FRAME_HEAD);
  head.writeUInt32BE(FRAME_HEAD + body.length);
  head.writeUInt8(2, 4);
  head.writeUInt8(frame.sasl ? 1 : 0, 5);
  head.writeUInt16BE(frame.channel ?? 0, 6);
  return Buffer.concat([head, body]);
}

/** Cuts a stream of bytes into what it is made of. The returned function throws Malformed; nothing good can follow then. */
export function cutter(maxFrameSize: number, take: (incoming: Incoming) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let size = nextSize(rest, maxFrameSize); size !== undefined && size <= rest.length; size = nextSize(rest, maxFrameSize)) {
      const piece = rest.subarray(0, size);
      rest = rest.subarray(size);
      take(isHeader(piece) ? { kind: 'header', protocol: piece.readUInt8(4) } : readFrame(piece));
    }
  };
}

function nextSize(rest: Buffer, maxFrameSize: number): number | undefined {
  if (rest.length < 4) return undefined;
  if (isHeader(rest)) return 8;
  const size = rest.readUInt32BE();
  if (size < 8 || size > maxFrameSize) throw new Malformed(`a frame of ${size} bytes, where 8 to ${maxFrameSize} are allowed (it begins ${rest.subarray(0, 8).toString('hex')})`);
  return size;
}

const isHeader = (bytes: Buffer): boolean => bytes.toString('latin1', 0, 4) === 'AMQP';

function readFrame(bytes: Buffer): Incoming {
  const [offset, type, channel] = [bytes.readUInt8(4) * 4, bytes.readUInt8(5), bytes.readUInt16BE(6)];
  if (offset < 8 || offset > bytes.length) throw new Malformed(`a frame of ${bytes.length} bytes whose body begins at ${offset}`);
  if (type > 1) throw new Malformed(`a frame of the unknown type ${type}`);
  const frame = { kind: 'frame' as const, sasl: type === 1, channel };
  if (offset === bytes.length) return { ...frame, payload: Buffer.alloc(0) };
  const { value, end } = decode(bytes, offset);
  const performative = readComposite(value);
  if (!performative) throw new Malformed('a frame that begins with no performative');
  return { ...frame, performative, payload: Buffer.from(bytes.subarray(end)) };
}
