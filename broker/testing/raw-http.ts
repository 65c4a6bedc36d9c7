import { connect } from 'node:net';

/** Sends these bytes to a broker's port, as no client would write them (`null` ends this side), and gives all that comes back until it closes. */
export const rawHttp = ({ port }: { port: number }, ...parts: (string | Uint8Array | null)[]): Promise<string> => new Promise((resolve, reject) => {
  const socket = connect(port, '127.0.0.1', () => {
    for (const part of parts) if (part === null) socket.end(); else socket.write(part);
  });
  let answer = '';
  socket.on('data', (bytes: Buffer) => { answer += bytes.toString('latin1'); });
  // Whoever is refused in the middle of a body may find the door shut.
  socket.on('error', (error: NodeJS.ErrnoException) => { if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') reject(error); });
  socket.on('close', () => resolve(answer));
});

/** A request's head; it asks the broker to close afterwards. */
export const head = (method: string, path: string, ...headers: string[]): string =>
  [`${method} ${path} HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: close', ...headers, '', ''].join('\r\n');

export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
