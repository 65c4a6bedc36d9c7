import type { Typed } from 'rhea';
import { toSubmission } from '#emulators/service-bus/amqp/codec/submission';
import { journalSend } from '#emulators/service-bus/amqp/journal';
import { maxMessageSize, tooLarge } from '#emulators/service-bus/amqp/message-size';
import type { Operation } from '#emulators/service-bus/amqp/management/operation';
import { listField } from '#emulators/service-bus/amqp/request';
import { LONG, entriesOf, types } from '#emulators/service-bus/amqp/rhea/codec';
import { checkSubmission, enqueue } from '#emulators/service-bus/state/enqueue';
import { Fault } from '#emulators/service-bus/state/fault';

/** The messages carry their own scheduled time (x-opt-scheduled-enqueue-time); all are accepted or none. */
export const scheduleMessage: Operation = (queue, request, peer) => {
  const encoded = listField(request, 'messages').map((item) => bytesOf(item as Typed));
  const limit = maxMessageSize(peer.broker, queue);
  for (const { length } of encoded) if (length > limit) throw tooLarge(length, limit);
  const submissions = encoded.map(toSubmission);
  for (const submission of submissions) checkSubmission(queue, submission);
  const numbers = submissions.map((submission) => {
    const message = enqueue(queue, submission);
    journalSend(peer.broker.journal, queue.clock.now(), peer.name, queue.name, submission);
    return message.enqueuedSequenceNumber;
  });
  return { 'sequence-numbers': types.wrap_array(numbers, LONG) };
};

function bytesOf(item: Typed): Buffer {
  const bytes: unknown = new Map(entriesOf(item)).get('message')?.value;
  if (!Buffer.isBuffer(bytes)) throw new Fault('argument-error', "A scheduled message has no field 'message' with its bytes.");
  return bytes;
}
