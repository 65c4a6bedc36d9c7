import { makeDeliverable } from '#emulators/service-bus/state/deliverable';
import type { Message } from '#emulators/service-bus/state/message';
import type { Queue } from '#emulators/service-bus/state/queue';
import type { SavedQueue } from '#emulators/service-bus/state/saved';

/** Fills an empty queue with what was saved, in order; what fell due meanwhile happens as soon as the clock runs. */
export function restore(queue: Queue, saved: SavedQueue): void {
  queue.continueFrom(saved.lastSequenceNumber);
  for (const { id, state, stateUpdatedAt } of saved.sessions.values()) Object.assign(queue.session(id), { state, stateUpdatedAt });
  const messages = [...saved.messages.values()].sort((a, b) => a.sequenceNumber - b.sequenceNumber);
  for (const one of messages) restoreMessage(queue, { ...one, gone: false, lock: undefined });
}

function restoreMessage(queue: Queue, message: Message): void {
  queue.continueFrom(message.sequenceNumber);
  queue.store(message);
  queue.history?.add(message.messageId, message.enqueuedSequenceNumber, message.enqueuedAt);
  if (message.state === 'scheduled') return queue.schedule.set(message, message.scheduledAt ?? 0);
  if (message.expiresAt !== Infinity) queue.expiries.set(message, message.expiresAt);
  if (message.state === 'active') makeDeliverable(queue, message, false);
}
