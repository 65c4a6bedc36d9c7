import type { Socket } from 'node:net';
import { type Server, createServer } from 'node:tls';
import type { Certificate } from '#emulators/service-bus/tls/certificate';

/** Decrypts connections that begin with a TLS handshake and gives on what is inside. It never listens; it is given connections. */
export function createDecryption(certificate: () => Promise<Certificate>, onDecrypted: (socket: Socket) => void): (socket: Socket) => Promise<void> {
  let server: Promise<Server> | undefined;
  const open = async () => {
    const { cert, key } = await certificate();
    return createServer({ cert, key, ALPNProtocols: ['http/1.1'], handshakeTimeout: 20_000 }, onDecrypted)
      .on('tlsClientError', (_error, socket) => socket.destroy());
  };
  return async (socket) => {
    const tls = await (server ??= open());
    if (!socket.destroyed) tls.emit('connection', socket);
  };
}
