import { type IncomingMessage, type ServerResponse, createServer, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { reasonOf } from '#core/errors';

/** A provider state or a message that the provider could not give, with its own words. */
export interface GatewayFailure {
  kind: 'state' | 'message';
  /** The name of the state, or the description of the message. */
  name: string;
  action: string;
  reason: string;
}

export interface Gateway extends AsyncDisposable {
  statesUrl: string;
  messagesUrl: string;
  /** The failures since the last call. */
  takeFailures(): GatewayFailure[];
}

/**
 * Stands between the engine and the provider's state and message addresses. Asked directly, the engine repeats a
 * failing state for 127 seconds, asks for empty states twice per interaction, and compares the error page of an
 * unknown message with the message.
 */
export async function startGateway(urls: { states?: string | undefined; messages?: string | undefined }): Promise<Gateway> {
  let failures: GatewayFailure[] = [];
  const answer = async (message: IncomingMessage, response: ServerResponse) => {
    const body = await textOf(message);
    const asked = JSON.parse(body) as { state?: string; action?: string; description?: string };
    const isState = message.url === '/states';
    if (isState && !asked.state) return void response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    const url = isState ? urls.states : urls.messages;
    const answered = url ? await post(url, body).catch((problem: unknown) => reasonOf(problem)) : 'the target has no address for it';
    if (typeof answered !== 'string' && answered.status < 300) {
      return void response.writeHead(answered.status, answered.headers).end(answered.body);
    }
    const reason = typeof answered === 'string' ? answered : `status ${answered.status}: ${answered.body.slice(0, 500)}`;
    failures.push({ kind: isState ? 'state' : 'message', name: (isState ? asked.state : asked.description) ?? '', action: asked.action ?? 'ask', reason });
    // 4xx: the engine repeats 5xx for minutes.
    return void response.writeHead(424, { 'content-type': 'text/plain' }).end(reason);
  };
  const server = createServer((message, response) => void answer(message, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    statesUrl: `${base}/states`,
    messagesUrl: `${base}/messages`,
    takeFailures() {
      const taken = failures;
      failures = [];
      return taken;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Answered { status: number; headers: Record<string, string>; body: string }

function post(url: string, body: string): Promise<Answered> {
  const send = url.startsWith('https:') ? httpsRequest : httpRequest;
  const headers = { 'content-type': 'application/json', accept: '*/*', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    // A connection of its own: a kept one may be closed by the provider in the moment it is used again.
    const sent = send(url, { method: 'POST', agent: false, headers }, (response) => {
      textOf(response).then((text) => resolve({ status: response.statusCode ?? 0, headers: passed(response), body: text }), reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const passed = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(['content-type', 'pact-message-metadata'].flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])));

async function textOf(stream: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
