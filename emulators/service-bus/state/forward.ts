import { accept } from '#emulators/service-bus/state/accept';
import { moveToDeadLetters } from '#emulators/service-bus/state/dead-letter';
import { checkSubmission } from '#emulators/service-bus/state/enqueue';
import { Fault, entityNotFound } from '#emulators/service-bus/state/fault';
import type { Message } from '#emulators/service-bus/state/message';
import type { Namespace } from '#emulators/service-bus/state/namespace';
import type { Queue } from '#emulators/service-bus/state/queue';

/** service-bus-auto-forwarding, D90. */
const MAX_HOPS = 4;

/**
 * Sends a queue's message on to where it forwards; when that is disabled, deleted or full it is dead-lettered here [dlq],
 * and so is one without session id where sessions are required (D91, Azure/azure-sdk-for-net#60600).
 */
export function forward(namespace: Namespace, queue: Queue, message: Message): void {
  if ((message.hops ?? 0) >= MAX_HOPS) {
    return moveToDeadLetters(queue, message, {
      DeadLetterReason: 'MaxTransferHopCountExceeded',
      DeadLetterErrorDescription: `The maximum number of allowed hops when forwarding between queues has been exceeded. This value is set to ${MAX_HOPS}.`,
    });
  }
  const refused = pass(namespace, queue.options.forwardTo, message);
  if (refused) moveToDeadLetters(queue, message, refusal(refused));
}

/** D31: as `forward`; what cannot go on stays in the dead-letter queue. */
export function forwardDeadLetter(namespace: Namespace, queue: Queue, message: Message): boolean {
  return (message.hops ?? 0) < MAX_HOPS && !pass(namespace, queue.options.forwardDeadLetteredMessagesTo, message);
}

function pass(namespace: Namespace, path: string, message: Message): Fault | undefined {
  const target = namespace.find(path);
  if (!target) return entityNotFound(namespace.name, path);
  try {
    checkSubmission(target, message);
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown;
    throw thrown;
  }
  accept(target, message, { hops: (message.hops ?? 0) + 1 });
  return undefined;
}

const REASONS: Readonly<Partial<Record<string, string>>> = {
  'entity-not-found': 'MessagingEntityNotFound', 'entity-disabled': 'MessagingEntityDisabled', 'quota-exceeded': 'QuotaExceeded',
  'not-allowed': 'Session ID is null.',
};
const refusal = ({ code, message }: Fault) => ({ DeadLetterReason: REASONS[code] ?? code, DeadLetterErrorDescription: message });
