import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceBusClient, ServiceBusReceivedMessage, ServiceBusReceiver } from '@azure/service-bus';
import { SESSIONS, SESSION_QUEUE, VANISHING, deadLettersOf, placeOf } from './places.ts';
import { type Shift, newClient, work } from './worker.ts';

const BATCH = 20;
const NO_RENEWAL = { maxAutoLockRenewalDurationInMs: 0 };
/** So slow that messages with a short time to live run out of it. */
const SLOW_MS = 800;

/** Receives from a queue or subscription and does one thing or the other with each message. */
export async function consume(shift: Shift, place: string): Promise<void> {
  const receivers = new WeakMap<ServiceBusClient, ServiceBusReceiver>();
  await work(shift, shift.open, async (client) => {
    const receiver = receivers.get(client) ?? client.createReceiver(place, NO_RENEWAL);
    receivers.set(client, receiver);
    await receiveSome(shift, receiver, place);
    if (!shift.working()) {
      // A client goes on peeking where it stopped: a new one begins at the front.
      const fresh = newClient(shift);
      await completeDeferred(shift, fresh.createReceiver(place, NO_RENEWAL), place).finally(() => fresh.close());
    } else if (place.startsWith(VANISHING)) await pause(SLOW_MS);
  });
}

/** Empties a dead-letter queue. */
export async function bury(shift: Shift, place: string): Promise<void> {
  const receivers = new WeakMap<ServiceBusClient, ServiceBusReceiver>();
  await work(shift, shift.open, async (client) => {
    const receiver = receivers.get(client) ?? client.createReceiver(place, { ...NO_RENEWAL, subQueueType: 'deadLetter' });
    receivers.set(client, receiver);
    await receiveSome(shift, receiver, deadLettersOf(place));
  });
}

/** Takes one session after the other. */
export async function consumeSessions(shift: Shift): Promise<void> {
  await work(shift, shift.open, async (known) => {
    const client = shift.working() ? known : newClient(shift);
    // The next one is always one with active messages; at the end those with deferred ones must be found too.
    const receiver = shift.working() ? await client.acceptNextSession(SESSION_QUEUE, NO_RENEWAL)
      : await client.acceptSession(SESSION_QUEUE, String(Math.floor(shift.random() * SESSIONS)), NO_RENEWAL);
    await receiveSome(shift, receiver, SESSION_QUEUE);
    if (client !== known) await completeDeferred(shift, receiver, SESSION_QUEUE);
    await receiver.close();
    if (client !== known) await client.close();
  });
}

async function receiveSome(shift: Shift, receiver: ServiceBusReceiver, path: string): Promise<void> {
  const messages = await receiver.receiveMessages(BATCH, { maxWaitTimeInMs: 500 });
  for (const { messageId } of messages) shift.ledger.received(path, String(messageId));
  const lots = messages.map((message) => ({ message, lot: placeOf(path).dead || !shift.working() ? 1 : shift.random() }));
  const refused = () => shift.ledger.refused();
  const settled = ({ message, lot }: Lot) => settle(shift, receiver, path, message, lot).catch(refused);
  // rhea, which the SDK is made with, gives neighbours that are settled at once the same outcome, whatever they were given.
  await Promise.all(lots.filter(({ lot }) => lot >= UNUSUAL).map(settled));
  for (const one of lots.filter(({ lot }) => lot < UNUSUAL)) await settled(one);
}
interface Lot { message: ServiceBusReceivedMessage; lot: number }
/** The share of messages that are not simply completed. */
const UNUSUAL = 0.15;

async function settle(shift: Shift, receiver: ServiceBusReceiver, path: string, message: ServiceBusReceivedMessage, lot: number): Promise<void> {
  if (lot < 0.05) return receiver.abandonMessage(message);
  if (lot < 0.1) return receiver.deadLetterMessage(message, { deadLetterReason: 'soaked', deadLetterErrorDescription: 'one in twenty' });
  if (lot < UNUSUAL) {
    await receiver.deferMessage(message);
    return completeDeferredOne(shift, receiver, path, message);
  }
  await receiver.completeMessage(message);
  shift.ledger.completed(path, String(message.messageId));
}

async function completeDeferredOne(shift: Shift, receiver: ServiceBusReceiver, path: string, { sequenceNumber }: ServiceBusReceivedMessage): Promise<void> {
  if (sequenceNumber === undefined) throw new Error('A message has no sequence number.');
  for (const message of await receiver.receiveDeferredMessages(sequenceNumber)) {
    shift.ledger.received(path, String(message.messageId));
    await receiver.completeMessage(message);
    shift.ledger.completed(path, String(message.messageId));
  }
}

/** Those whose receiver failed between deferring and receiving; some are locked until their lock ends. */
async function completeDeferred(shift: Shift, receiver: ServiceBusReceiver, path: string): Promise<void> {
  for (const message of await receiver.peekMessages(250)) {
    if (message.state === 'deferred') await completeDeferredOne(shift, receiver, path, message).catch(() => undefined);
  }
}
