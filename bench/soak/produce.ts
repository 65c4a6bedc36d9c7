import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceBusClient, ServiceBusMessage, ServiceBusSender } from '@azure/service-bus';
import { BODY } from '../service-bus/message.ts';
import { SESSIONS, SESSION_QUEUE, type Target } from './places.ts';
import { type Shift, work } from './worker.ts';

const PACE_MS = 30;
/** A queue that only grows would say nothing about the memory of one that does not. */
const MOST_WAITING = 500;
let last = 0;

/** Sends to one entity: singly, in batches and on schedule. Every message has a number of its own as its id. */
export async function produce(shift: Shift, target: Target): Promise<void> {
  const senders = new WeakMap<ServiceBusClient, ServiceBusSender>();
  await work(shift, shift.working, async (client) => {
    if (shift.ledger.waiting(target) > MOST_WAITING) return pause(PACE_MS);
    const sender = senders.get(client) ?? client.createSender(target);
    senders.set(client, sender);
    const messages = Array.from({ length: 1 + Math.floor(shift.random() * 10) }, () => newMessage(target, last += 1));
    try {
      if (shift.random() < 0.1) await sender.scheduleMessages(messages, new Date(Date.now() + shift.random() * 2000));
      else await sender.sendMessages(messages);
      shift.ledger.sent(target, messages.map(({ messageId }) => String(messageId)));
    } catch (thrown) {
      shift.ledger.refused();
      throw thrown;
    }
    await pause(PACE_MS);
  });
}

function newMessage(target: Target, n: number): ServiceBusMessage {
  return {
    messageId: String(n), body: BODY, applicationProperties: { n },
    ...(n % 10 === 0 && { subject: 'tenth' }),
    ...(target === SESSION_QUEUE && { sessionId: String(n % SESSIONS) }),
  };
}
