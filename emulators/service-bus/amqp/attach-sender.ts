import type { EventContext } from 'rhea';
import { messagesOf } from '#emulators/service-bus/amqp/codec/batch';
import { toSubmission } from '#emulators/service-bus/amqp/codec/submission';
import { journalSend } from '#emulators/service-bus/amqp/journal';
import { ACCEPTED, rejectedWith } from '#emulators/service-bus/amqp/outcomes';
import { type Peer, findQueue } from '#emulators/service-bus/amqp/peer';
import type { BrokerReceiver } from '#emulators/service-bus/amqp/rhea/internals';
import { MAX_MESSAGE_SIZE } from '#emulators/service-bus/amqp/rhea/raw-transfers';
import { checkSubmission, enqueue } from '#emulators/service-bus/state/enqueue';
import { Fault } from '#emulators/service-bus/state/fault';
import type { Queue } from '#emulators/service-bus/state/queue';

/** What the cloud grants a sender. */
const CREDIT = 1000;

/** A client's sender: every transfer is one message or one batch, answered with accepted or rejected. */
export function attachSender(peer: Peer, link: BrokerReceiver, path: string): void {
  const queue = findQueue(peer.broker, path);
  if (!queue.deadLetters) throw new Fault('not-allowed', 'Messages cannot be sent to a dead-letter queue.');
  link.set_source(link.source);
  link.set_target(link.target);
  link.local.attach.max_message_size = MAX_MESSAGE_SIZE;
  link.set_credit_window(CREDIT);
  link.add_credit(CREDIT);
  link.on('message', ({ message, delivery }: EventContext) => {
    if (!delivery) return;
    const raw = message as unknown as Buffer;
    try {
      accept(peer, link, queue, raw, delivery.format);
      delivery.update(true, ACCEPTED);
    } catch (thrown) {
      delivery.update(true, rejectedWith(thrown));
    }
  });
}

/** D103: all messages of a transfer or none. */
function accept(peer: Peer, link: BrokerReceiver, queue: Queue, transfer: Buffer, format: number | null): void {
  if (link.oversized) {
    throw new Fault('message-size-exceeded', `The received message (size:${link.oversized} bytes) exceeds the limit (${MAX_MESSAGE_SIZE} bytes) currently allowed on the link.`);
  }
  const messages = messagesOf(transfer, format);
  const submissions = messages.map(toSubmission);
  for (const submission of submissions) checkSubmission(queue, submission);
  submissions.forEach((submission, index) => {
    const message = enqueue(queue, submission);
    journalSend(peer.broker.journal, message.enqueuedAt, link.name, queue.name, messages[index] ?? transfer, message.messageId);
  });
}
