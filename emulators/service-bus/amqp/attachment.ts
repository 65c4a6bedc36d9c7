import { errorFields } from '#emulators/service-bus/amqp/errors';
import { type Peer, letGo } from '#emulators/service-bus/amqp/peer';
import type { BrokerLink } from '#emulators/service-bus/amqp/rhea/internals';
import type { Attachment } from '#emulators/service-bus/state/attachment';
import type { Fault } from '#emulators/service-bus/state/fault';
import type { LinkKind } from '#emulators/service-bus/state/idleness';
import type { Queue } from '#emulators/service-bus/state/queue';

/**
 * Ties a link to its entity until it ends: `release` runs then; `close` tells the client when the entity was deleted or
 * disabled under it, or the link idle.
 */
export function tie(peer: Peer, link: BrokerLink, queue: Queue, direction: LinkKind, release: () => void = () => undefined,
  close: (why: Fault) => void = (why) => link.close(errorFields(why))): void {
  const attachment: Attachment = {
    direction,
    detach: (why) => {
      letGo(peer, link);
      close(why);
    },
  };
  queue.attachments.add(attachment);
  // A receiver that waits for a session has no credit yet, and is not idle either.
  const waits = () => direction === 'receive' && (link.credit > 0 || !link.is_open());
  const timer = link.timer = peer.timer.linked({ name: link.name, kind: direction, waits, end: attachment.detach });
  peer.cleanups.set(link, () => {
    queue.attachments.delete(attachment);
    timer.gone();
    release();
  });
}
