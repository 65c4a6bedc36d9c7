import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { realClock } from '#core/clock';
import { contractName } from '#core/contract';
import { RingproofError, reasonOf } from '#core/errors';
import { type HttpRequest, type HttpResponse, queryOf } from '#core/exchange';
import { jsonResponse } from '#stubs/answers';
import { BodyRefused, readBody } from '#stubs/http/body';
import { CONTROL, control } from '#stubs/http/control';
import { type Stub, type StubOptions, createStub } from '#stubs/stub';

export interface HttpStubOptions extends StubOptions {
  host?: string;
  /** Default 0, any free port. */
  port?: number;
  /** Browsers of any origin may call it. Default false. */
  cors?: boolean;
}

export interface HttpStub extends Omit<Stub, 'answer'> {
  url: string;
  stop(): Promise<void>;
}

/**
 * A strict stub over HTTP: answers what the contract describes, with its examples; anything else gets 500 with the nearest
 * interaction. `/_ringproof/state`, `/_ringproof/faults` and `/_ringproof/journal` steer and show it.
 * @throws RingproofError `RP_PORT_TAKEN`, `RP_USAGE_VALUE`
 */
export async function startHttpStub(options: HttpStubOptions): Promise<HttpStub> {
  const { contract, host = '127.0.0.1', port = 0, clock = realClock, cors = false } = options;
  const stub = createStub(options);
  const about = { name: `stub of ${contractName(contract)}`, grade: 'stub', virtual: true };
  const respond = (incoming: IncomingMessage, outgoing: ServerResponse, body: string) => {
    try {
      answerTo(incoming, outgoing, body);
    } catch (error) {
      // One answer that cannot be sent (a header of the contract that HTTP does not allow) must not end the stub.
      if (outgoing.headersSent) return void outgoing.destroy();
      send(outgoing, jsonResponse(500, { error: 'unsendable_answer', message: reasonOf(error) }));
    }
  };
  const answerTo = (incoming: IncomingMessage, outgoing: ServerResponse, body: string) => {
    const request = requestOf(incoming, body);
    if (request.path.startsWith(CONTROL)) return send(outgoing, control(stub, about, request));
    const { response, drop, delayMs } = stub.answer(request);
    if (drop) return void outgoing.destroy();
    if (delayMs > 0) return void clock.after(delayMs, () => send(outgoing, response));
    send(outgoing, response);
  };
  const server = createServer((incoming, outgoing) => {
    if (cors) allowOrigin(incoming, outgoing);
    if (cors && incoming.method === 'OPTIONS') return void outgoing.writeHead(204).end();
    if (!hasBody(incoming)) return respond(incoming, outgoing, '');
    readBody(incoming).then((body) => respond(incoming, outgoing, body), (error: unknown) => {
      const { status, message } = error instanceof BodyRefused ? error : new BodyRefused(400, reasonOf(error));
      // What is still to come of a refused body is not read: the connection cannot be used again.
      outgoing.setHeader('connection', 'close');
      outgoing.once('finish', () => incoming.destroy());
      send(outgoing, jsonResponse(status, { error: 'refused_body', message }));
    });
  });
  await listening(server, host, port);
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`,
    journal: stub.journal, setState: stub.setState, setFaults: stub.setFaults,
    stop: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

const listening = (server: Server, host: string, port: number): Promise<void> => new Promise((resolve, reject) => {
  server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? new RingproofError('RP_PORT_TAKEN', { port, host }, error) : error));
  server.listen(port, host, resolve);
});

const hasBody = ({ headers }: IncomingMessage) => headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';

/** The path as it was sent: a stub that tidied `/a/../b` would take what the provider may refuse. */
function requestOf(incoming: IncomingMessage, body: string): HttpRequest {
  const target = incoming.url ?? '/';
  const mark = target.indexOf('?');
  return {
    method: incoming.method ?? 'GET',
    path: mark === -1 ? target : target.slice(0, mark),
    query: mark === -1 ? {} : queryOf(new URLSearchParams(target.slice(mark))),
    headers: headersOf(incoming),
    body,
  };
}

/** Node's own object where it is as a contract speaks of headers: one text for each, of a body that is not packed any more. */
function headersOf({ headers }: IncomingMessage): Record<string, string> {
  if (headers['set-cookie'] === undefined && headers['content-encoding'] === undefined) return headers as Record<string, string>;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'content-encoding').map(([name, value]) => [name, String(value)]));
}

const prepared = new WeakMap<HttpResponse, Record<string, string | number>>();

function send(outgoing: ServerResponse, response: HttpResponse): void {
  const headers = prepared.get(response) ?? { ...response.headers, 'content-length': Buffer.byteLength(response.body) };
  prepared.set(response, headers);
  outgoing.writeHead(response.status, headers).end(response.body);
}

function allowOrigin({ headers }: IncomingMessage, outgoing: ServerResponse): void {
  outgoing.setHeader('access-control-allow-origin', headers.origin ?? '*');
  outgoing.setHeader('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE');
  outgoing.setHeader('access-control-allow-headers', headers['access-control-request-headers'] ?? '*');
  outgoing.setHeader('vary', 'origin');
}
