import type { Socket } from 'node:net';

export type Protocol = 'amqp' | 'tls' | 'http' | 'unknown';

/** A client that says nothing for so long is not one. */
const SILENCE_MS = 20_000;

const AMQP = 0x41; // "A" of "AMQP"; no HTTP method that anybody sends begins with it
const TLS_HANDSHAKE = 0x16;

export const protocolOf = (first: number | undefined): Protocol => {
  if (first === AMQP) return 'amqp';
  if (first === TLS_HANDSHAKE) return 'tls';
  return first !== undefined && first >= 0x42 && first <= 0x5a ? 'http' : 'unknown';
};

/** Takes a paused connection over; it flows again when the handler returns, or when its promise does. */
type Handler = (socket: Socket) => void | Promise<void>;

/** Tells by a connection's first byte which protocol it speaks and gives it to that handler with all its bytes. */
export function sniff(socket: Socket, handlers: Record<Exclude<Protocol, 'unknown'>, Handler>): void {
  socket.on('error', () => socket.destroy());
  socket.setTimeout(SILENCE_MS, () => socket.destroy());
  socket.once('data', (chunk: Buffer) => {
    socket.setTimeout(0);
    socket.removeAllListeners('timeout');
    const protocol = protocolOf(chunk[0]);
    if (protocol === 'unknown') return void socket.destroy();
    // Paused, or the bytes put back would be emitted before the new owner listens.
    socket.pause();
    socket.unshift(chunk);
    const taken = handlers[protocol](socket);
    if (taken) taken.then(() => socket.resume(), () => socket.destroy());
    else socket.resume();
  });
}
