import { errorFields } from '#emulators/service-bus/amqp/errors';
import { type Peer, letGo } from '#emulators/service-bus/amqp/peer';
import type { BrokerLink } from '#emulators/service-bus/amqp/rhea/internals';
import type { Attachment } from '#emulators/service-bus/state/attachment';
import type { Fault } from '#emulators/service-bus/state/fault';
import type { Queue } from '#emulators/service-bus/state/queue';

/**
 * Ties a link to its entity until it ends: `release` runs then; `close` tells the client when the entity was deleted or
 * disabled under it.
 */
export function tie(peer: Peer, link: BrokerLink, queue: Queue, direction: Attachment['direction'], release: () => void = () => undefined,
  close: (why: Fault) => void = (why) => link.close(errorFields(why))): void {
  const attachment: Attachment = {
    direction,
    detach(why) {
      letGo(peer, link);
      close(why);
    },
  };
  queue.attachments.add(attachment);
  peer.cleanups.set(link, () => {
    queue.attachments.delete(attachment);
    release();
  });
}
