import { ServiceBusClient, type ServiceBusReceivedMessage } from '@azure/service-bus';
import type { Json } from '#core/json';

const ARRIVAL_MS = 10_000;
/** Why a message was dead-lettered: not its own. */
const WHY = ['DeadLetterReason', 'DeadLetterErrorDescription'];

export interface BusOperator {
  send(entity: string, body: Json): Promise<void>;
  /** The first `count` dead letters of an entity; they stay where they are. @throws Error when fewer come within ten seconds */
  deadLetters(entity: string, count: number): Promise<{ reason: string; description: string; body: Json }[]>;
  /** Sends every dead letter of an entity again, as it was, and removes it there; answers how many. */
  resubmit(entity: string): Promise<number>;
  close(): Promise<void>;
}

/** What whoever runs a bus does with it by hand, through Microsoft's own client. */
export function busOperator(connectionString: string): BusOperator {
  const client = new ServiceBusClient(connectionString);
  const deadLetterReceiver = (entity: string) => client.createReceiver(entity, { subQueueType: 'deadLetter' });
  return {
    async send(entity, body) {
      const sender = client.createSender(entity);
      await sender.sendMessages({ body, contentType: 'application/json' });
      await sender.close();
    },
    async deadLetters(entity, count) {
      const receiver = deadLetterReceiver(entity);
      const found: ServiceBusReceivedMessage[] = [];
      while (found.length < count) {
        const more = await receiver.receiveMessages(count - found.length, { maxWaitTimeInMs: ARRIVAL_MS });
        found.push(...more);
        if (more.length === 0) break;
      }
      for (const message of found) await receiver.abandonMessage(message);
      await receiver.close();
      if (found.length < count) throw new Error(`${entity} has ${found.length} dead letter(s) after ${ARRIVAL_MS} ms, not ${count}`);
      return found.map(({ deadLetterReason, deadLetterErrorDescription, body }) => ({ reason: deadLetterReason ?? '', description: deadLetterErrorDescription ?? '', body: body as Json }));
    },
    async resubmit(entity) {
      const [receiver, sender] = [deadLetterReceiver(entity), client.createSender(entity)];
      // Browsing says how many there are; receiving alone would wait for more.
      const waiting = await receiver.peekMessages(1000);
      let left = waiting.length;
      while (left > 0) {
        for (const message of await receiver.receiveMessages(left, { maxWaitTimeInMs: ARRIVAL_MS })) {
          const properties = Object.entries(message.applicationProperties ?? {}).filter(([name]) => !WHY.includes(name));
          await sender.sendMessages({ body: message.body as Json, contentType: message.contentType ?? '', applicationProperties: Object.fromEntries(properties) });
          await receiver.completeMessage(message);
          left -= 1;
        }
      }
      await Promise.all([receiver.close(), sender.close()]);
      return waiting.length;
    },
    close: () => client.close(),
  };
}
