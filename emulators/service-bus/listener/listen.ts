import { type AddressInfo, type Socket, createServer } from 'node:net';
import { RingproofError } from '#core/errors';
import type { AmqpServer } from '#emulators/service-bus/amqp/container';
import { type HttpHandler, createHttpServer } from '#emulators/service-bus/listener/http';
import { sniff } from '#emulators/service-bus/listener/protocols';
import { websocketStream } from '#emulators/service-bus/listener/websocket-stream';
import type { Certificate } from '#emulators/service-bus/tls/certificate';
import { createDecryption } from '#emulators/service-bus/tls/decrypt';

export interface Listener { host: string; port: number; stop(): Promise<void> }

/** Who answers behind the port. The handlers of HTTP requests are asked in turn. */
export interface Services { amqp: AmqpServer; webSockets: boolean; http: HttpHandler[]; certificate: () => Promise<Certificate> }

/**
 * One port for AMQP over TCP and over WebSocket, and for HTTP; each of them plain or inside TLS.
 * @throws RingproofError `RP_PORT_TAKEN`
 */
export async function listen({ amqp, webSockets, http: handlers, certificate }: Services, host: string, port: number): Promise<Listener> {
  const sockets = new Set<Socket>();
  const http = createHttpServer(webSockets ? (websocket) => void amqp.accept(websocketStream(websocket)) : undefined, handlers);
  const plain = {
    amqp: (one: Socket) => acceptTcp(amqp, one),
    http: (one: Socket) => void http.emit('connection', one),
  };
  const decrypt = createDecryption(certificate, (socket) => sniff(socket, { ...plain, tls: (one) => void one.destroy() }));
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    sniff(socket, { ...plain, tls: decrypt });
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
    http.close();
    await closed;
  };
  return { host, port: (server.address() as AddressInfo).port, stop };
}

function acceptTcp(amqp: AmqpServer, socket: Socket): void {
  const connection = amqp.accept(socket, socket);
  // rhea hears of the other side's end only; a socket destroyed on this side would keep its timers and sessions.
  socket.on('close', () => connection._disconnected());
}
