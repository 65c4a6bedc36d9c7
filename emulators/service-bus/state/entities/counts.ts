import type { Queue } from '#emulators/service-bus/state/queue';
import type { Topic } from '#emulators/service-bus/state/topic';

/** D120. Times in milliseconds since the epoch. */
export interface RuntimeCounts {
  /** Everything below together. */
  readonly messageCount: number;
  /** Deliverable, locked or deferred. */
  readonly activeMessageCount: number;
  readonly deadLetterMessageCount: number;
  readonly scheduledMessageCount: number;
  /** Messages that wait to be forwarded: none ever does here. */
  readonly transferMessageCount: number;
  readonly transferDeadLetterMessageCount: number;
  readonly sizeInBytes: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly accessedAt: number;
}

/** Of a queue or of a subscription's queue. */
export function runtimeCounts(queue: Queue): RuntimeCounts {
  let scheduled = 0;
  for (const { state } of queue.messages.values()) if (state === 'scheduled') scheduled += 1;
  const deadLetterMessageCount = queue.deadLetters?.messages.size ?? 0;
  const transferDeadLetterMessageCount = queue.transferDeadLetters?.messages.size ?? 0;
  return {
    messageCount: queue.messages.size + deadLetterMessageCount + transferDeadLetterMessageCount,
    activeMessageCount: queue.messages.size - scheduled, deadLetterMessageCount, scheduledMessageCount: scheduled,
    transferMessageCount: 0, transferDeadLetterMessageCount, sizeInBytes: queue.size(),
    createdAt: queue.createdAt, updatedAt: queue.updatedAt, accessedAt: queue.accessedAt,
  };
}

export interface TopicCounts {
  readonly subscriptionCount: number;
  readonly scheduledMessageCount: number;
  /** With all its subscriptions. */
  readonly sizeInBytes: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly accessedAt: number;
}

export const topicCounts = ({ inbox, subscriptions }: Topic): TopicCounts => ({
  subscriptionCount: subscriptions.size, scheduledMessageCount: inbox.messages.size,
  sizeInBytes: [...subscriptions.values()].reduce((sum, { queue }) => sum + queue.size(), inbox.bytes),
  createdAt: inbox.createdAt, updatedAt: inbox.updatedAt, accessedAt: inbox.accessedAt,
});
