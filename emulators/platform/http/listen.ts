import { createAdaptorServer } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { RingproofError } from '#core/errors';

/** What answers the requests of one service. */
export type Serve = (request: Request) => Response | Promise<Response>;

export interface Listening {
  url: string;
  /** Puts another program behind the port; without one, whoever connects is cut off, as where nothing runs. */
  serve(next: Serve | undefined): void;
  close(): Promise<void>;
}

/**
 * Serves an app on a port (0: any free one). The port is kept until the end, so that a service can stop and come back at its address.
 * @throws RingproofError `RP_PORT_TAKEN`
 */
export async function listen(app: { fetch: Serve }, { host, port }: { host: string; port: number }): Promise<Listening> {
  let current: Serve | undefined = (request) => app.fetch(request);
  const server = createAdaptorServer({ fetch: (request) => current?.(request) ?? new Response(null, { status: 503 }) }) as import('node:http').Server;
  server.on('connection', (socket) => { if (!current) socket.destroy(); });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new RingproofError('RP_PORT_TAKEN', { port, host }, error) : error);
    });
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${bound}`,
    serve(next) {
      current = next;
      if (!next) server.closeAllConnections();
    },
    close: () => new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}
