import { detachAll } from '#emulators/service-bus/state/entities/detach';
import { duplicateHistory } from '#emulators/service-bus/state/duplicates';
import { entityDisabled } from '#emulators/service-bus/state/fault';
import { forward, forwardDeadLetter } from '#emulators/service-bus/state/forward';
import type { Namespace } from '#emulators/service-bus/state/namespace';
import type { Queue } from '#emulators/service-bus/state/queue';
import { type QueueOptions, receiveDisabled, sendDisabled } from '#emulators/service-bus/state/queue-options';

/** Gives an entity its options, new or updated: history, forwarding, links that its status refuses. */
export function applyOptions(namespace: Namespace, queue: Queue, options: QueueOptions): void {
  // Forwarding counts as receiving, so such an entity is never idle (service-bus-auto-forwarding).
  queue.options = options.forwardTo ? { ...options, autoDeleteOnIdle: Infinity } : options;
  for (const sub of [queue.deadLetters, queue.transferDeadLetters]) {
    if (sub) sub.options = { ...sub.options, lockDuration: options.lockDuration, status: options.status };
  }
  if (options.requiresDuplicateDetection) queue.history ??= duplicateHistory(() => queue.options.duplicateDetectionHistoryTimeWindow);
  if (queue.role !== 'topic') direct(namespace, queue, options);
  queue.idleWatch?.again();
  if (sendDisabled(options)) detachAll(queue, entityDisabled('Sending to', queue.name), ({ direction }) => direction === 'send');
  if (receiveDisabled(options)) detachAll(queue, entityDisabled('Receiving from', queue.name), ({ direction }) => direction === 'receive');
  queue.log.redefined();
}

/** Where messages go on to; those that wait here already go too. */
function direct(namespace: Namespace, queue: Queue, { forwardTo, forwardDeadLetteredMessagesTo }: QueueOptions): void {
  queue.onward = forwardTo ? (message) => {
    forward(namespace, queue, message);
    return true;
  } : undefined;
  const { deadLetters } = queue;
  if (deadLetters) deadLetters.onward = forwardDeadLetteredMessagesTo ? (message) => forwardDeadLetter(namespace, queue, message) : undefined;
  for (const one of [queue, deadLetters]) {
    for (let message = one?.onward && one.ready.head(); message; message = one?.ready.head()) {
      if (!one?.onward?.({ ...message })) break;
      one.remove(message);
    }
  }
}

/**
 * Watches for the entity being idle longer than its AutoDeleteOnIdle: not sent to, received from, browsed or changed, and
 * with no message scheduled (message-expiration, D121). An attached receiver is never idle.
 */
export function watchIdle({ clock, idleEnds }: Namespace, queue: Queue, remove: () => void): void {
  const end = () => Math.max(queue.accessedAt, queue.updatedAt) + queue.options.autoDeleteOnIdle;
  const watch = {
    again: () => idleEnds.set(watch, end()),
    due() {
      const busy = [...queue.attachments].some(({ direction }) => direction === 'receive') || [...queue.messages.values()].some(({ state }) => state === 'scheduled');
      if (busy) queue.accessedAt = clock.now();
      if (end() > clock.now()) watch.again();
      else remove();
    },
    stop: () => idleEnds.delete(watch),
  };
  queue.idleWatch = watch;
  watch.again();
}

/** Lets go of what a deleted entity's queue holds: messages, locks, timers. */
export function retire(queue: Queue): void {
  queue.reset();
  queue.idleWatch?.stop();
  queue.log.redefined();
}
