import { moveToDeadLetters } from '#emulators/service-bus/state/dead-letter';
import { alreadyDeadLettered } from '#emulators/service-bus/state/fault';
import { giveBack, lockedMessage, unlock } from '#emulators/service-bus/state/lock';
import type { Message, Properties } from '#emulators/service-bus/state/message';
import type { Queue } from '#emulators/service-bus/state/queue';

// Each settles the message that a lock token stands for, returns it, and throws Fault `message-lock-lost` when the lock
// ended (message-transfers-locks-settlement, D02, D12).

/** Removes the message for good. */
export function complete(queue: Queue, token: number): Message {
  const message = lockedMessage(queue, token);
  unlock(queue, message);
  queue.remove(message);
  return message;
}

/** Makes it available again, one delivery counted; properties are merged into its application properties (D05, D06). */
export function abandon(queue: Queue, token: number, properties: Properties = {}): Message {
  const message = lockedMessage(queue, token);
  merge(message, properties);
  giveBack(queue, message);
  return message;
}

/** Only unlocks it: it is available again as if it had not been delivered (D11, service-bus-java-how-to-use-jms-api-amqp). */
export function release(queue: Queue, token: number): Message {
  const message = lockedMessage(queue, token);
  giveBack(queue, message, false);
  return message;
}

/** Sets it aside: only its sequence number finds it from now on; counts as a delivery (L2, message-deferral). */
export function defer(queue: Queue, token: number, properties: Properties = {}): Message {
  const message = lockedMessage(queue, token);
  merge(message, properties);
  message.state = 'deferred';
  giveBack(queue, message);
  return message;
}

/** Moves it to the dead-letter queue; DeadLetterReason and DeadLetterErrorDescription are properties (D27). */
export function deadLetter(queue: Queue, token: number, properties: Properties = {}): Message {
  const message = lockedMessage(queue, token);
  if (!queue.deadLetters) throw alreadyDeadLettered();
  unlock(queue, message);
  moveToDeadLetters(queue, message, properties);
  return message;
}

function merge(message: Message, properties: Properties): void {
  message.properties = { ...message.properties, ...properties };
}
