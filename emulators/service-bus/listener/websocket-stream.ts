import type { WebSocket } from 'ws';
import type { ByteStream } from '#emulators/service-bus/amqp/rhea/internals';

/** RFC 6455, 7.4.1. */
const NORMAL_CLOSURE = 1000;

/** A WebSocket as the stream of bytes that AMQP is carried in (sub-protocol AMQPWSB10). */
export function websocketStream(socket: WebSocket): ByteStream {
  let drained: (() => void) | undefined;
  const sent = () => { if (socket.bufferedAmount === 0) drained?.(); };
  return {
    on(event, handler) {
      if (event === 'end') socket.on('close', () => handler());
      else if (event === 'error') socket.on('error', handler);
      else if (event === 'drain') drained = handler;
      else socket.on('message', (data: Buffer | ArrayBuffer | Buffer[]) => handler(asBuffer(data)));
    },
    write: (data) => socket.readyState === socket.OPEN && socket.send(data, { binary: true }, sent),
    // With a code: a close frame without one is two bytes long, on which Java's client spins for ever.
    end: () => socket.close(NORMAL_CLOSURE),
    destroy: () => socket.terminate(),
    get writableLength() { return socket.bufferedAmount; },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    get_id_string: () => 'websocket',
  };
}

const asBuffer = (data: Buffer | ArrayBuffer | Buffer[]): Buffer =>
  Buffer.isBuffer(data) ? data : Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
