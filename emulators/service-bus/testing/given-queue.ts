import { type VirtualClock, virtualClock } from '#core/clock';
import type { Content, Submission } from '#emulators/service-bus/state/message';
import { Namespace } from '#emulators/service-bus/state/namespace';
import type { Queue } from '#emulators/service-bus/state/queue';
import { type QueueOptions, STANDARD } from '#emulators/service-bus/state/queue-options';

const EMPTY = new Uint8Array();
const CONTENT: Content = { header: [EMPTY, EMPTY, EMPTY], annotations: { count: 0, bytes: EMPTY }, bare: EMPTY };

/** A queue on a virtual clock, for the specifications beside. */
export function givenQueue(options: Partial<QueueOptions> = {}): { queue: Queue; dead: Queue; clock: VirtualClock } {
  const clock = virtualClock();
  const queue = new Namespace('n', clock).addQueue('orders', { ...STANDARD, ...options });
  if (!queue.deadLetters) throw new Error('A queue has a dead-letter queue.');
  return { queue, dead: queue.deadLetters, clock };
}

export const message = (messageId: string, more: Partial<Submission> = {}): Submission => ({ content: CONTENT, messageId, ...more });
