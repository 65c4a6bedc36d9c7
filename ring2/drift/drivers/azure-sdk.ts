import { createRequire } from 'node:module';
import { ServiceBusClient, type ServiceBusClientOptions } from '@azure/service-bus';
import { WebSocket } from 'ws';
import { plainWebSocket } from '#emulators/service-bus/client-websocket';
import { BusError } from '#ring2/drift/driver';
import { createDriver } from '#ring2/drift/drivers/azure-sdk-driver';
import { toBusError } from '#ring2/drift/drivers/azure-sdk-error';
import { type Ask, closingMs } from '#ring2/drift/drivers/azure-sdk-options';
import { withDeadline } from '#ring2/drift/drivers/deadline';
import { createSequenceNumbers } from '#ring2/drift/drivers/sequence-numbers';
import type { Client, ClientLibrary, ConnectOptions } from '#ring2/drift/library';

/** The official JavaScript client, in this process. */
export const azureSdkJs: ClientLibrary = {
  name: 'azure-sdk-js', lacks: {}, jobs: 1,
  async open() {
    const { version } = createRequire(import.meta.url)('@azure/service-bus/package.json') as { version: string };
    return { version, connect: async (options) => connect(options), close: async () => undefined };
  },
};

function connect(options: ConnectOptions): Client {
  // Retries would hide what is to be seen, and at 30 s each turn one refusal into minutes.
  const retryOptions = { maxRetries: 0 };
  const client = new ServiceBusClient(options.connectionString, { retryOptions, ...(options.transport === 'websocket' && { webSocketOptions: webSocketOptions(options) }) });
  const context = { client, numbers: createSequenceNumbers(), ask: asking(options), options };
  return {
    driver: () => createDriver(context),
    // A peer that answers nothing does not answer a farewell either.
    close: () => withDeadline(() => client.close(), closingMs(options)).catch(() => undefined),
  };
}

/** The emulator speaks plain WebSocket where the client would insist on TLS. */
const webSocketOptions = ({ plain }: ConnectOptions): NonNullable<ServiceBusClientOptions['webSocketOptions']> => ({ webSocket: plain ? plainWebSocket : WebSocket });

function asking({ patienceMs, answerMs, signal, clean }: ConnectOptions): Ask {
  return async (act) => {
    try {
      return await withDeadline(act, patienceMs + answerMs, signal);
    } catch (error) {
      if (error instanceof BusError || signal?.aborted) throw error;
      throw toBusError(error, clean);
    }
  };
}
