// The official JavaScript SDK as a client of the emulator and of the floor peer alike.
import { ServiceBusClient } from '@azure/service-bus';
import { BODY } from './message.ts';

const IN_FLIGHT = 500;

export const sdkClient = (port: number): ServiceBusClient => new ServiceBusClient(
  `Endpoint=sb://localhost:${port};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;`);

/** Sends `count` messages one by one, at most 500 of them unanswered. */
export async function sdkSend(client: ServiceBusClient, queue: string, count: number): Promise<void> {
  const sender = client.createSender(queue);
  for (let sent = 0; sent < count; sent += IN_FLIGHT) {
    await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, count - sent) }, () => sender.sendMessages({ body: BODY })));
  }
  await sender.close();
}

/** Receives and completes `count` messages, at most 500 of them at a time. */
export async function sdkReceive(client: ServiceBusClient, queue: string, count: number): Promise<void> {
  const receiver = client.createReceiver(queue, { maxAutoLockRenewalDurationInMs: 0 });
  let done = 0;
  await new Promise<void>((resolve, reject) => {
    receiver.subscribe({
      async processMessage(message) {
        if (done >= count) return;
        await receiver.completeMessage(message);
        done += 1;
        if (done >= count) resolve();
      },
      processError: async ({ error }) => reject(error),
    }, { autoCompleteMessages: false, maxConcurrentCalls: IN_FLIGHT });
  });
  await receiver.close();
}
