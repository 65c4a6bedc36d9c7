import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { reasonOf } from '#core/errors';

/** Where every SDK looks for AMQP over WebSocket. */
const WEBSOCKET_PATH = '/$servicebus/websocket';
const MAX_WEBSOCKET_MESSAGE = 16 * 1024 * 1024;

/** True when it answers the request. */
export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

/** How long a request's headers and the whole of it may take, in milliseconds; looked at every `every`. */
const PATIENCE = { headers: 20_000, request: 60_000, every: 5_000 };

/** The HTTP side of the port: `handlers` in turn, and upgrades to AMQP over WebSocket where they are taken. It never listens; it is given connections. */
export function createHttpServer(onWebSocket: ((socket: WebSocket) => void) | undefined, handlers: readonly HttpHandler[], patience = PATIENCE): Server {
  const upgrades = new WebSocketServer({
    noServer: true, maxPayload: MAX_WEBSOCKET_MESSAGE, perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has('AMQPWSB10') ? 'AMQPWSB10' : false),
  });
  const limits = { headersTimeout: patience.headers, requestTimeout: patience.request, connectionsCheckingInterval: patience.every };
  const server = createServer(limits, (request, response) => {
    const refuse = (status: number, error: string) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
    try {
      if (!handlers.some((handler) => handler(request, response))) refuse(404, `There is nothing at ${request.method} ${pathOf(request)}.`);
    } catch (thrown) {
      // Thrown on, it would end the process, and with it everybody else's emulator.
      refuse(400, `The request cannot be read: ${reasonOf(thrown)}`);
    }
  });
  // Node begins to look for slow requests when a server listens, which this one never does.
  server.emit('listening');
  server.on('upgrade', (request: IncomingMessage, socket, head) => {
    if (onWebSocket && pathOf(request).replace(/\/$/, '') === WEBSOCKET_PATH) upgrades.handleUpgrade(request, socket, head, onWebSocket);
    else socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
  });
  return server;
}

/** Java's WebSocket asks in absolute form, `GET https://host/path`, which a server must accept (RFC 9112, 3.2.2). */
const pathOf = ({ url = '/' }: IncomingMessage): string => url.replace(/^https?:\/\/[^/?]*/i, '').split('?', 1)[0] || '/';
