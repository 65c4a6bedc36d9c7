import { type IncomingMessage, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '#core/json';

/** What the small provider of the tests answers; each test bends one of these. */
export interface ProviderBehaviour {
  /** Answers of `METHOD path`, the query cut off. */
  routes: Record<string, Answered | 'hang up'>;
  messages?: Record<string, { contents: Json; metadata: Record<string, Json> } | undefined>;
  /** Status for a provider state; 200 when it is not named. */
  states?: Record<string, number>;
}

interface Answered {
  status?: number;
  headers?: Record<string, string>;
  body?: Json;
}

export interface SmallProvider extends AsyncDisposable {
  url: string;
  /** State changes in the order they came, as `setup a user`. */
  stateChanges: string[];
  requests: string[];
}

/** A real HTTP provider on a free port, with the two addresses that Pact's verifier asks for states and messages. */
export async function startProvider({ routes, messages = {}, states = {} }: ProviderBehaviour): Promise<SmallProvider> {
  const stateChanges: string[] = [];
  const requests: string[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      const path = (request.url ?? '').split('?')[0] ?? '';
      if (path === '/_states') {
        const { state, action } = JSON.parse(body) as { state: string; action: string };
        stateChanges.push(`${action} ${state}`);
        return response.writeHead(states[state] ?? 200, { 'content-type': 'application/json' }).end('{"detail":"told so"}');
      }
      if (path === '/_messages') {
        const message = messages[(JSON.parse(body) as { description: string }).description];
        if (!message) return response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"no such message"}');
        const metadata = Buffer.from(JSON.stringify(message.metadata)).toString('base64');
        return response.writeHead(200, { 'content-type': 'application/json', 'pact-message-metadata': metadata }).end(JSON.stringify(message.contents));
      }
      requests.push(`${request.method} ${path}`);
      const route = routes[`${request.method} ${path}`] ?? { status: 404 };
      if (route === 'hang up') return request.socket.destroy();
      const { status = 200, headers = {}, body: answer } = route;
      const type = answer === undefined ? {} : { 'content-type': 'application/json' };
      return response.writeHead(status, { ...type, ...headers }).end(typeof answer === 'string' ? answer : answer === undefined ? '' : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stateChanges, requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
