import { type ServiceBusClientOptions, ServiceBusClient, type ServiceBusReceivedMessage } from '@azure/service-bus';
import { type VirtualClock, virtualClock } from '#core/clock';
import { type QueueConfig, type RunningServiceBus, type ServiceBusOptions, plainWebSocket, startServiceBus } from '#emulators/service-bus/index';

export type Transport = 'tcp' | 'websocket';
/** Every behaviour is asked of both. */
export const TRANSPORTS: Transport[] = ['tcp', 'websocket'];

/** One emulator with a virtual clock, and the unmodified JavaScript SDK connected to it. */
export interface World extends AsyncDisposable {
  bus: RunningServiceBus;
  clock: VirtualClock;
  client: ServiceBusClient;
  /** Another client of the same kind; closed with the world. */
  connect(): ServiceBusClient;
}

const OPTIONS: ServiceBusClientOptions = { retryOptions: { maxRetries: 0, timeoutInMs: 3000 } };

export const startWorld = (transport: Transport, ...queues: QueueConfig[]): Promise<World> => startWorldWith(transport, { queues });

export async function startWorldWith(transport: Transport, entities: Omit<ServiceBusOptions, 'clock'>): Promise<World> {
  // The SDK compares lock ends with the machine's clock, so the virtual one begins there.
  const clock = virtualClock(Date.now());
  const bus = await startServiceBus({ ...entities, clock });
  const clients: ServiceBusClient[] = [];
  const connect = () => {
    const options = transport === 'tcp' ? OPTIONS : { ...OPTIONS, webSocketOptions: { webSocket: plainWebSocket } };
    const client = new ServiceBusClient(bus.connectionString, options);
    clients.push(client);
    return client;
  };
  return {
    bus, clock, connect, client: connect(),
    async [Symbol.asyncDispose]() {
      for (const client of clients) await client.close();
      await bus.stop();
    },
  };
}

/** Automatic renewal would hold locks by itself. */
export const NO_RENEWAL = { maxAutoLockRenewalDurationInMs: 0 };

interface Receives { receiveMessages(count: number, options: { maxWaitTimeInMs: number }): Promise<ServiceBusReceivedMessage[]> }

/** Exactly one message. */
export async function one(receiver: Receives): Promise<ServiceBusReceivedMessage> {
  const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 2000 });
  if (!message) throw new Error('No message came.');
  return message;
}

/** True when nothing comes in a moment. */
export const nothing = async (receiver: Receives): Promise<boolean> =>
  (await receiver.receiveMessages(1, { maxWaitTimeInMs: 30 })).length === 0;
