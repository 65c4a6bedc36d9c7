import type { Attachment } from '#emulators/service-bus/state/attachment';
import type { Fault } from '#emulators/service-bus/state/fault';
import type { Queue } from '#emulators/service-bus/state/queue';

/** Takes off the links that `which` picks, of the entity's dead-letter queues too. */
export function detachAll(queue: Queue, why: Fault, which: (attachment: Attachment) => boolean = () => true): void {
  for (const one of [queue, queue.deadLetters, queue.transferDeadLetters]) {
    for (const attachment of [...(one?.attachments ?? [])]) {
      if (!which(attachment)) continue;
      one?.attachments.delete(attachment);
      attachment.detach(why);
    }
  }
}
