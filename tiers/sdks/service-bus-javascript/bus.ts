import { ServiceBusClient, type ServiceBusMessage, type ServiceBusReceivedMessage, type ServiceBusReceiver } from '@azure/service-bus';
import { WebSocket } from 'ws';

/** No retries, and no lock renewed behind a behaviour's back. */
const RETRY = { retryOptions: { maxRetries: 0, timeoutInMs: 5000 } };
export const NO_RENEWAL = { maxAutoLockRenewalDurationInMs: 0 };

/** TLS trusts what NODE_EXTRA_CA_CERTS names. */
export function connect(connectionString: string, transport: string, retryOptions = RETRY.retryOptions): ServiceBusClient {
  if (transport === 'websocket') return new ServiceBusClient(connectionString, { retryOptions, webSocketOptions: { webSocket: WebSocket } });
  return new ServiceBusClient(transport === 'tcp' ? connectionString : connectionString.replace('UseDevelopmentEmulator=true;', ''), { retryOptions });
}

export async function receive(receiver: ServiceBusReceiver, count: number): Promise<ServiceBusReceivedMessage[]> {
  const messages: ServiceBusReceivedMessage[] = [];
  while (messages.length < count) {
    const more = await receiver.receiveMessages(count - messages.length, { maxWaitTimeInMs: 5000 });
    if (more.length === 0) throw new Error('No message came.');
    messages.push(...more);
  }
  return messages;
}

export async function one(receiver: ServiceBusReceiver): Promise<ServiceBusReceivedMessage> {
  const [message] = await receive(receiver, 1);
  if (!message) throw new Error('No message came.');
  return message;
}

export const bodies = (messages: ServiceBusReceivedMessage[]): string[] => messages.map(({ body }) => String(body));

/** By a receiver of its own, as one goes on peeking where it was. */
export const peek = (bus: ServiceBusClient, queue: string): Promise<ServiceBusReceivedMessage[]> => bus.createReceiver(queue).peekMessages(5);
export const left = async (bus: ServiceBusClient, queue: string): Promise<string[]> => bodies(await peek(bus, queue));

export async function send(bus: ServiceBusClient, entity: string, ...messages: (ServiceBusMessage | string)[]): Promise<void> {
  const sender = bus.createSender(entity);
  for (const message of messages) await sender.sendMessages(typeof message === 'string' ? { body: message } : message);
  await sender.close();
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
