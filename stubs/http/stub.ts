import { type IncomingMessage, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Clock, realClock } from '#core/clock';
import { type Contract, contractName } from '#core/contract';
import { RingproofError } from '#core/errors';
import { type HttpRequest, type HttpResponse, type Journal, createJournal } from '#core/exchange';
import { type Nearest, textExample } from '#core/interaction-match';
import type { Json } from '#core/json';
import { example } from '#core/matchers';
import { holdState, select } from '#stubs/http/select';

export interface HttpStubOptions {
  contract: Contract;
  host?: string;
  /** Default 0, any free port. */
  port?: number;
  /** Which of several interactions with the same request answers: a provider state, one of its values, or a description. */
  state?: string;
  clock?: Clock;
}

export interface HttpStub {
  url: string;
  journal: Journal;
  /** Changes the chosen state from now on. @throws RingproofError `RP_USAGE_VALUE` */
  setState(state: string | undefined): void;
  stop(): Promise<void>;
}

/**
 * A strict stub: answers what the contract describes, with its examples; anything else gets 500 with the nearest interaction.
 * @throws RingproofError `RP_PORT_TAKEN`, `RP_USAGE_VALUE`
 */
export async function startHttpStub(options: HttpStubOptions): Promise<HttpStub> {
  const { contract, host = '127.0.0.1', port = 0, clock = realClock } = options;
  let { state } = options;
  if (state !== undefined) holdState(contract, state);
  const journal = createJournal();
  const server = createServer((incoming, outgoing) => {
    void readRequest(incoming).then((request) => {
      const response = answer(contract, request, state);
      journal.add({ kind: 'http', at: clock.now(), from: contract.consumer, to: contract.provider, request, response });
      outgoing.writeHead(response.status, response.headers).end(response.body);
    }, () => outgoing.destroy());
  });
  await listening(server, host, port);
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    journal,
    setState(next) {
      if (next !== undefined) holdState(contract, next);
      state = next;
    },
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

async function readRequest(incoming: IncomingMessage): Promise<HttpRequest> {
  const url = new URL(incoming.url ?? '/', 'http://stub');
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]));
  return { method: incoming.method ?? 'GET', path: url.pathname, query: Object.fromEntries(url.searchParams), headers, body: await text(incoming) };
}

/** What the stub says to a request; also what an in-process stub would. */
export function answer(contract: Contract, request: HttpRequest, state?: string): HttpResponse {
  const found = select(contract, request, state);
  if (!('chosen' in found)) return unexpected(contract, request, found.nearest);
  const { status, headers = {}, body } = found.chosen.response;
  const given = Object.fromEntries(Object.entries(headers).map(([name, template]) => [name.toLowerCase(), textExample(template)]));
  // A header cannot hold every character of a description.
  const named = { 'x-ringproof-interaction': encodeURIComponent(found.chosen.description) };
  if (!body) return { status, headers: { ...named, ...given }, body: '' };
  return { status, headers: { 'content-type': 'application/json', ...named, ...given }, body: JSON.stringify(example(body.json)) };
}

function unexpected(contract: Contract, { method, path }: HttpRequest, nearest: Nearest | undefined): HttpResponse {
  const body: Json = {
    error: 'unexpected_request',
    message: `${contractName(contract)} does not know ${method} ${path} as it was sent.`,
    nearest: nearest?.interaction.description ?? null,
    mismatches: (nearest?.mismatches ?? []).map(({ code, path: place, expected, actual }) => ({ code, path: place, expected, actual })),
    advice: nearest ? 'Mend the caller so that these differences go, or describe this call in the contract.' : 'The contract describes no HTTP call.',
  };
  return { status: 500, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
