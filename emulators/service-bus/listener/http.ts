import { type IncomingMessage, type Server, createServer } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

/** Where every SDK looks for AMQP over WebSocket. */
const WEBSOCKET_PATH = '/$servicebus/websocket';
const MAX_WEBSOCKET_MESSAGE = 16 * 1024 * 1024;

/** The HTTP side of the port: health, and upgrades to AMQP over WebSocket. It never listens; it is given connections. */
export function createHttpServer(onWebSocket: (socket: WebSocket) => void): Server {
  const upgrades = new WebSocketServer({
    noServer: true, maxPayload: MAX_WEBSOCKET_MESSAGE, perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has('AMQPWSB10') ? 'AMQPWSB10' : false),
  });
  const server = createServer((request, response) => {
    const health = request.method === 'GET' && pathOf(request) === '/health';
    const body = health ? { status: 'healthy', message: 'Service is healthy.' } : { error: `There is nothing at ${request.method} ${pathOf(request)}.` };
    response.writeHead(health ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  server.on('upgrade', (request: IncomingMessage, socket, head) => {
    if (pathOf(request).replace(/\/$/, '') === WEBSOCKET_PATH) upgrades.handleUpgrade(request, socket, head, onWebSocket);
    else socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
  });
  return server;
}

const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '/';
