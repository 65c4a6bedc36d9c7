import { type Socket, connect, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Transport, TransportEvents } from '#ring2/drift/wire/transport';
import type { WireAddress } from '#ring2/drift/wire/wire';

/** AMQP over TCP, plain or inside TLS. */
export function openSocket({ host, port, plain }: WireAddress, trust: { ca?: string[] }, events: TransportEvents): Transport {
  const raw = connect({ host, port, noDelay: true });
  // A reset is asked of the socket below TLS: the one above has no such thing.
  const socket: Socket = plain ? raw : connectTls({ socket: raw, ...trust, ...(isIP(host) === 0 && { servername: host }), host });
  let failure: Error | undefined;
  const fail = (error: Error) => void (failure ??= error);
  raw.on('error', fail);
  socket.on('error', fail).once(plain ? 'connect' : 'secureConnect', () => events.onOpen()).on('data', (bytes: Buffer) => events.onBytes(bytes));
  // The peer's half-close is an end, too.
  socket.on('end', () => socket.end()).once('close', () => events.onEnd(failure));
  const destroy = () => {
    raw.destroy();
    socket.destroy();
  };
  return {
    write: (bytes) => void (socket.writable && socket.write(bytes)),
    // Not waiting for the peer's end: a peer that keeps its half open would hold this process.
    end: () => socket.destroySoon(),
    reset() {
      if (!raw.connecting) raw.resetAndDestroy();
      destroy();
    },
  };
}
