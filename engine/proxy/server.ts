import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { reasonOf } from '#core/errors';
import type { Authority } from '#engine/proxy/authority';
import { type Answer, type Call, readCall, writeAnswer } from '#engine/proxy/call';

/** A proxy that answers everything itself: nothing a client sends through it reaches the real host. */
export interface Proxy extends AsyncDisposable {
  /** For HTTP_PROXY and HTTPS_PROXY; it also answers plain requests as if it were the provider. */
  url: string;
}

export interface ProxyOptions {
  authority: Authority;
  answer: (call: Call) => Promise<Answer>;
  /** A client ended the TLS handshake: most likely it does not trust the recording's certificate. */
  onHandshakeRefused?: (host: string, reason: string) => void;
}

type Origin = { scheme: 'http' | 'https'; host: string };

/** The first byte of every TLS connection (RFC 8446 §5.1); no HTTP method begins with it. */
const TLS_HANDSHAKE = 0x16;

/** Starts the proxy on a free port of 127.0.0.1. */
export async function startProxy(options: ProxyOptions): Promise<Proxy> {
  const origins = new WeakMap<Duplex, Origin>();
  const open = new Set<Duplex>();
  const track = (socket: Duplex) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    // A client that hangs up is its own affair.
    socket.on('error', () => undefined);
  };
  const onRequest = (message: IncomingMessage, response: ServerResponse) => {
    readCall(message, origins.get(message.socket))
      .then(options.answer)
      .catch((problem: unknown): Answer => ({ status: 502, headers: { 'content-type': 'text/plain' }, body: `ringproof's recording proxy failed: ${reasonOf(problem)}\n` }))
      .then((answer) => writeAnswer(response, answer))
      .catch(() => response.destroy());
  };
  const inner = createServer(onRequest);
  const outer = createServer(onRequest);
  outer.on('connection', track);
  outer.on('connect', (message, socket, head) => {
    const host = message.url ?? '';
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    // Node's fetch tunnels plain http as well: only the first byte tells.
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      const opened = first[0] === TLS_HANDSHAKE ? secure(socket as Socket, host, options) : Promise.resolve(socket);
      opened.then((stream) => {
        track(stream);
        origins.set(stream, { scheme: stream instanceof TLSSocket ? 'https' : 'http', host });
        inner.emit('connection', stream);
        stream.resume();
      }, () => socket.destroy());
    });
  });
  await new Promise<void>((resolve, reject) => outer.once('error', reject).listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(outer.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => outer.close(resolve));
    },
  };
}

async function secure(socket: Socket, authority: string, { authority: ca, onHandshakeRefused }: ProxyOptions): Promise<TLSSocket> {
  const host = new URL(`https://${authority}`).hostname.replace(/^\[|\]$/g, '');
  const stream = new TLSSocket(socket, {
    isServer: true,
    // The answer for clients that name no server, as for an IP address.
    secureContext: await ca.contextFor(host),
    SNICallback: (name, done) => void ca.contextFor(name).then((context) => done(null, context), (problem: Error) => done(problem)),
    ALPNProtocols: ['http/1.1'],
  });
  let shaken = false;
  stream.once('secure', () => (shaken = true));
  stream.once('error', (problem) => shaken || onHandshakeRefused?.(host, reasonOf(problem)));
  return stream;
}
