import { ServiceBusClient, type ServiceBusReceivedMessage, type ServiceBusReceiver, type ServiceBusSender } from '@azure/service-bus';
import { RingproofError, reasonOf } from '#core/errors';
import type { Json } from '#core/json';
import type { Bus, Delivery, Settlement } from '#emulators/platform/bus';

/** How the client tries again what did not reach the bus. Its own default: 3 times, every 30 s, and a try lasts a minute. */
export interface BusRetry {
  maxRetries: number;
  retryDelayInMs: number;
  timeoutInMs: number;
}

/**
 * The bus through Microsoft's own client: the same code for an emulator and for a real namespace, by the string alone.
 * `onError` hears what the client reports between messages (a lost link, a failed settlement).
 * @throws RingproofError `RP_CONNECTION_STRING`
 */
export function azureBus(connectionString: string, onError: (entity: string, error: Error) => void = () => undefined, retry?: BusRetry): Bus {
  const client = openClient(connectionString, retry);
  const senders = new Map<string, ServiceBusSender>();
  const receivers = new Set<ServiceBusReceiver>();
  const senderOf = (entity: string) => {
    const sender = senders.get(entity) ?? client.createSender(entity);
    senders.set(entity, sender);
    return sender;
  };
  return {
    async send(entity, { body, contentType, properties }) {
      await senderOf(entity).sendMessages({ body, contentType, applicationProperties: properties as Record<string, string | number | boolean> });
    },
    consume(entity, handler, concurrency = 1) {
      const receiver = client.createReceiver(entity, { receiveMode: 'peekLock' });
      receivers.add(receiver);
      const processError = async ({ error }: { error: Error }) => onError(entity, error);
      const processMessage = async (message: ServiceBusReceivedMessage) => settle(receiver, message, await handler(deliveryOf(message)));
      receiver.subscribe({ processMessage, processError }, { autoCompleteMessages: false, maxConcurrentCalls: concurrency });
      return {
        async close() {
          receivers.delete(receiver);
          await receiver.close();
        },
      };
    },
    async close() {
      await Promise.all([...receivers].map((receiver) => receiver.close()));
      await Promise.all([...senders.values()].map((sender) => sender.close()));
      await client.close();
    },
  };
}

function openClient(connectionString: string, retryOptions?: BusRetry): ServiceBusClient {
  try {
    return new ServiceBusClient(connectionString, retryOptions && { retryOptions });
  } catch (error) {
    throw new RingproofError('RP_CONNECTION_STRING', { problem: reasonOf(error) }, error);
  }
}

/** A settlement that throws (lock lost) reaches `processError`; the client itself abandons when the handler throws. */
async function settle(receiver: ServiceBusReceiver, message: ServiceBusReceivedMessage, settlement: Settlement): Promise<void> {
  if (settlement.kind === 'complete') return receiver.completeMessage(message);
  return receiver.deadLetterMessage(message, { deadLetterReason: settlement.reason, deadLetterErrorDescription: settlement.description });
}

export const deliveryOf = (message: ServiceBusReceivedMessage): Delivery => ({
  body: message.body as Json, contentType: message.contentType ?? '', properties: { ...message.applicationProperties } as Record<string, Json>,
  deliveryCount: message.deliveryCount ?? 0, lockedUntil: message.lockedUntilUtc?.getTime(), enqueuedAt: message.enqueuedTimeUtc?.getTime(),
});
