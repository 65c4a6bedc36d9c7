import { type AddressInfo, type Socket, createServer } from 'node:net';
import { RingproofError } from '#core/errors';
import type { AmqpServer } from '#emulators/service-bus/amqp/container';
import { createHttpServer } from '#emulators/service-bus/listener/http';
import { sniff } from '#emulators/service-bus/listener/protocols';
import { websocketStream } from '#emulators/service-bus/listener/websocket-stream';

export interface Listener { host: string; port: number; stop(): Promise<void> }

/**
 * One port for AMQP over TCP and over WebSocket, and for HTTP.
 * @throws RingproofError `RP_PORT_TAKEN`
 */
export async function listen(amqp: AmqpServer, host: string, port: number): Promise<Listener> {
  const sockets = new Set<Socket>();
  const http = createHttpServer((websocket) => void amqp.accept(websocketStream(websocket)));
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    sniff(socket, {
      amqp: (one) => acceptTcp(amqp, one),
      http: (one) => http.emit('connection', one),
      // A TLS server goes here: it decrypts, then sniffs again.
      tls: (one) => one.destroy(),
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new RingproofError('RP_PORT_TAKEN', { port, host }, error) : error));
    server.listen(port, host, resolve);
  });
  const stop = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    http.closeAllConnections();
    await closed;
  };
  return { host, port: (server.address() as AddressInfo).port, stop };
}

function acceptTcp(amqp: AmqpServer, socket: Socket): void {
  const connection = amqp.accept(socket, socket);
  // rhea hears of the other side's end only; a socket destroyed on this side would keep its timers and sessions.
  socket.on('close', () => connection._disconnected());
}
