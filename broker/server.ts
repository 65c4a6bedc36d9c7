import type { AddressInfo } from 'node:net';
import type { Access } from '#broker/auth/access';
import { countAttempts } from '#broker/auth/attempts';
import { isLoopback } from '#broker/auth/loopback';
import type { Ledger } from '#broker/ledger/ledger';
import type { AuditEntry, Guard } from '#broker/routes/guard';
import type { Allowed, Resolve } from '#broker/webhooks/destination';
import { RingproofError } from '#core/errors';

export interface ServerOptions {
  ledger: Ledger;
  /** Default 0: any free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Who may do what. It holds as soon as it, or the ledger when the broker starts, has any credentials; without, everybody on this machine may do everything. */
  access?: Access & { audit?: (entry: AuditEntry) => void };
  /** Names beside this machine's own that a broker without credentials answers to. */
  hosts?: readonly string[];
  /** How long a client may take for a request's head, and for all of it, in milliseconds. Default 10 s and 2 minutes: a connection that sends a byte now and then is no use to anybody. */
  patience?: { headMs: number; requestMs: number };
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
 * @throws RingproofError RP_PORT_TAKEN; RP_BROKER_OPEN for a host that others can reach while nobody is asked for credentials.
 */
export async function startBroker({ ledger, port = 0, host = '127.0.0.1', access, hosts = [], patience = PATIENCE, webhooks = {} }: ServerOptions): Promise<RunningBroker> {
  const guard = guardOf(ledger, access);
  if (!guard && !isLoopback(host)) throw new RingproofError('RP_BROKER_OPEN', { host });
  const [{ createServer }, { getRequestListener }, { brokerApp }, { startDispatcher }] =
    await Promise.all([import('node:http'), import('@hono/node-server'), import('#broker/routes/app'), import('#broker/webhooks/dispatch')]);
  const server = createServer({ headersTimeout: patience.headMs, requestTimeout: patience.requestMs, connectionsCheckingInterval: Math.min(1000, patience.headMs) });
  const taken = await new Promise<number>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? new RingproofError('RP_PORT_TAKEN', { port, host }, error) : error));
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${taken}`;
  const dispatcher = startDispatcher({ ledger, base: url, ...webhooks });
  const listener = getRequestListener(brokerApp(ledger, dispatcher, { hosts, ...(guard && { guard }) }).fetch);
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

const PATIENCE = { headMs: 10_000, requestMs: 120_000 };
const NOBODY: Access = { accounts: [], tokens: [], publicRead: false, publicHeartbeat: false, publicBadges: false };

/** Decided once: a token that is revoked later never opens what was closed. */
function guardOf(ledger: Ledger, options: ServerOptions['access']): Guard | undefined {
  const { audit = () => undefined, ...access }: Access & { audit?: (entry: AuditEntry) => void } = options ?? NOBODY;
  const tokens = () => ledger.read((view) => view.tokens());
  const closed = access.publicRead || access.accounts.length + access.tokens.length + tokens().length > 0;
  return closed ? { access, tokens, attempts: countAttempts(ledger.clock), audit } : undefined;
}
