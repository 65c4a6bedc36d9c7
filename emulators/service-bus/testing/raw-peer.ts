import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { endOf } from '#emulators/service-bus/amqp/codec/walk';
import { section, string, uint } from '#emulators/service-bus/amqp/codec/write';

// AMQP written by hand, so that no client library's good manners stand between a test and the wire.

export const HEADER = Buffer.from([0x41, 0x4d, 0x51, 0x50, 0, 1, 0, 0]);
export const NULL = Buffer.of(0x40);
export const TRUE = Buffer.of(0x41);
export const FALSE = Buffer.of(0x42);

/** An AMQP frame on channel 0. */
export function frame(descriptor: number, fields: Uint8Array[], payload: Uint8Array = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([section(descriptor, 0xd0, fields.length, fields), payload]);
  const head = Buffer.from([0, 0, 0, 0, 2, 0, 0, 0]);
  head.writeUInt32BE(body.length + 8);
  return Buffer.concat([head, body]);
}
const terminus = (descriptor: number, address: string) => section(descriptor, 0xd0, 1, [string(address)]);
export const OPEN = frame(0x10, [string('peer')]);
export const BEGIN = frame(0x11, [NULL, uint(0), uint(100), uint(100)]);
export const attach = (receiver: boolean, handle: number, address = 'q') => frame(0x12, [
  string(`link-${handle}`), uint(handle), receiver ? TRUE : FALSE, NULL, NULL, terminus(0x28, address), terminus(0x29, address), NULL, NULL, uint(0),
]);
/** Ten credits for the link with handle 1. */
export const FLOW = frame(0x13, [uint(0), uint(100), uint(0), uint(100), uint(1), uint(0), uint(10)]);
export const transfer = (payload: Uint8Array) => frame(0x14, [uint(0), uint(0), Buffer.from([0xa0, 1, 1]), uint(0)], payload);
export const MESSAGE = Buffer.from([0x00, 0x53, 0x75, 0xa0, 2, 0x68, 0x69]);
export const CONVERSATION = Buffer.concat([HEADER, OPEN, BEGIN, attach(false, 0), attach(true, 1), FLOW, transfer(MESSAGE)]);

export interface Frame { descriptor: number | undefined; fields: number; bytes: Buffer }

/** A peer that sends bytes and reads frames. */
export class RawPeer implements Disposable {
  readonly socket: Socket;
  #received = Buffer.alloc(0);

  constructor(port: number, host: string) {
    this.socket = connect(port, host).on('error', () => undefined);
    this.socket.on('data', (chunk: Buffer) => { this.#received = Buffer.concat([this.#received, chunk]); });
  }

  write(...parts: Uint8Array[]): void {
    this.socket.write(Buffer.concat(parts));
  }

  /** What came so far, cut into frames; protocol headers are left out. */
  frames(): Frame[] {
    const found: Frame[] = [];
    for (let at = 0; at + 8 <= this.#received.length; ) {
      const isHeader = this.#received.toString('ascii', at, at + 4) === 'AMQP';
      const end = isHeader ? at + 8 : at + this.#received.readUInt32BE(at);
      if (end > this.#received.length) break;
      const bytes = this.#received.subarray(at, end);
      at += bytes.length;
      if (!isHeader) found.push(parse(bytes));
    }
    return found;
  }

  /** The first frame with this descriptor, waiting for it. */
  async next(descriptor: number | undefined): Promise<Frame> {
    for (;;) {
      const found = this.frames().find((one) => one.descriptor === descriptor);
      if (found) return found;
      await once(this.socket, 'data');
    }
  }

  [Symbol.dispose](): void {
    this.socket.destroy();
  }
}

/** All performatives that matter here are described lists: 00 53 descriptor, then c0 size count or d0 size count. */
function parse(bytes: Buffer): Frame {
  if (bytes.length === 8) return { descriptor: undefined, fields: 0, bytes };
  const list = endOf(bytes, 9);
  return { descriptor: bytes[10], fields: bytes[list] === 0xd0 ? bytes.readUInt32BE(list + 5) : bytes[list] === 0xc0 ? bytes.readUInt8(list + 2) : 0, bytes };
}
