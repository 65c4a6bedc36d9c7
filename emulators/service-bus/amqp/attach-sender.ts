import type { EventContext } from 'rhea';
import { tie } from '#emulators/service-bus/amqp/attachment';
import { messagesOf } from '#emulators/service-bus/amqp/codec/batch';
import { toSubmission } from '#emulators/service-bus/amqp/codec/submission';
import { journalSend } from '#emulators/service-bus/amqp/journal';
import { maxMessageSize, tooLarge } from '#emulators/service-bus/amqp/message-size';
import { ACCEPTED, rejectedWith } from '#emulators/service-bus/amqp/outcomes';
import { type Peer, findQueue } from '#emulators/service-bus/amqp/peer';
import { echoTermini } from '#emulators/service-bus/amqp/rhea/echo-termini';
import type { BrokerReceiver } from '#emulators/service-bus/amqp/rhea/internals';
import { serve } from '#emulators/service-bus/amqp/serve';
import { checkSubmission, enqueue } from '#emulators/service-bus/state/enqueue';
import { Fault, entityDisabled, notEmulated } from '#emulators/service-bus/state/fault';
import type { Queue } from '#emulators/service-bus/state/queue';
import { sendDisabled } from '#emulators/service-bus/state/queue-options';

/** What the cloud grants a sender. */
const CREDIT = 1000;

/** Where a message goes on to in a send-via (service-bus-transactions). */
const VIA = 'com.microsoft:transfer-destination-address';

/** A client's sender: every transfer is one message or one batch, answered with accepted or rejected. */
export function attachSender(peer: Peer, link: BrokerReceiver, path: string): void {
  if (link.properties && VIA in link.properties) throw notEmulated('Transfers through another entity are');
  const queue = findQueue(peer.broker, path);
  if (queue.role === 'dead-letter') throw new Fault('not-allowed', 'Messages cannot be sent to a dead-letter queue.');
  if (queue.role === 'subscription') throw new Fault('not-allowed', 'Messages cannot be sent to a subscription; send them to its topic.');
  if (sendDisabled(queue.options)) throw entityDisabled('Sending to', queue.name);
  echoTermini(link);
  link.local.attach.max_message_size = link.max_size = maxMessageSize(peer.broker, queue);
  link.set_credit_window(CREDIT);
  link.add_credit(CREDIT);
  tie(peer, link, queue, 'send');
  link.on('message', ({ message, delivery }: EventContext) => {
    // What was under way when the link was detached is lost, as its sender will be told.
    if (!delivery || !link.is_open()) return;
    const raw = message as unknown as Buffer;
    serve(peer, link, {
      entity: queue.name, operation: 'send',
      perform() {
        if (link.transactional) throw notEmulated('Transactions are');
        accept(peer, link, queue, raw, delivery.format);
      },
      answer: () => delivery.update(true, ACCEPTED),
      refuse: (why) => delivery.update(true, rejectedWith(why)),
    });
  });
}

/** D103: all messages of a transfer or none. */
function accept(peer: Peer, link: BrokerReceiver, queue: Queue, transfer: Buffer, format: number | null): void {
  if (link.oversized) throw tooLarge(link.oversized, link.local.attach.max_message_size);
  const submissions = messagesOf(transfer, format).map(toSubmission);
  for (const submission of submissions) checkSubmission(queue, submission);
  for (const submission of submissions) {
    const { enqueuedAt } = enqueue(queue, submission);
    journalSend(peer.broker.journal, enqueuedAt, link.name, queue.name, submission);
  }
}
