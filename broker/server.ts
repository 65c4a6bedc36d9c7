import type { AddressInfo } from 'node:net';
import type { Ledger } from '#broker/ledger/ledger';
import type { Allowed, Resolve } from '#broker/webhooks/destination';
import { RingproofError } from '#core/errors';

export interface ServerOptions {
  ledger: Ledger;
  /** Default 0: any free port. */
  port?: number;
  /** Default 127.0.0.1: there is no authentication. */
  host?: string;
  webhooks?: Allowed & {
    /** How the broker is reached from outside; default its own address. */
    base?: string;
    /** Instead of the machine's resolver. */
    resolve?: Resolve;
  };
}

export interface RunningBroker extends AsyncDisposable {
  url: string;
  port: number;
  /** Ends all connections; the ledger stays open. */
  stop(): Promise<void>;
}

/**
 * Serves a ledger as a Pact Broker over HTTP.
 * @throws RingproofError RP_PORT_TAKEN.
 */
export async function startBroker({ ledger, port = 0, host = '127.0.0.1', webhooks = {} }: ServerOptions): Promise<RunningBroker> {
  const [{ createServer }, { getRequestListener }, { brokerApp }, { startDispatcher }] =
    await Promise.all([import('node:http'), import('@hono/node-server'), import('#broker/routes/app'), import('#broker/webhooks/dispatch')]);
  const server = createServer();
  const taken = await new Promise<number>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? new RingproofError('RP_PORT_TAKEN', { port, host }, error) : error));
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${taken}`;
  const dispatcher = startDispatcher({ ledger, base: url, ...webhooks });
  const listener = getRequestListener(brokerApp(ledger, dispatcher).fetch);
  server.on('request', (request, response) => void listener(request, response));
  const stop = async () => {
    if (!server.listening) return;
    const closed = new Promise((resolve) => server.once('close', resolve));
    server.close();
    server.closeAllConnections();
    await closed;
    await dispatcher.stop();
  };
  return { url, port: taken, stop, [Symbol.asyncDispose]: stop };
}
