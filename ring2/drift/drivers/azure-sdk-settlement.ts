import type { ServiceBusReceivedMessage, ServiceBusReceiver } from '@azure/service-bus';
import type { Driver } from '#ring2/drift/driver';
import { fromSdkMessage } from '#ring2/drift/drivers/azure-sdk-message';
import type { Ask } from '#ring2/drift/drivers/azure-sdk-options';
import type { Hold } from '#ring2/drift/drivers/azure-sdk-session';
import type { SequenceNumbers } from '#ring2/drift/drivers/sequence-numbers';
import type { SeenMessage } from '#ring2/drift/message';

type Settling = Pick<Driver, 'complete' | 'abandon' | 'defer' | 'deadLetter' | 'renew'>;

/** What was received, kept with its receiver until a scenario settles it. `receiverOf` gives the driver's own for an entity. */
export function settlement(numbers: SequenceNumbers, ask: Ask, receiverOf: (entity: string) => ServiceBusReceiver): { hold: Hold; settling: Settling } {
  const held = new WeakMap<SeenMessage, { message: ServiceBusReceivedMessage; receiver: ServiceBusReceiver }>();
  const hold: Hold = (message, by) => {
    numbers.remember(message.sequenceNumber);
    const seen = fromSdkMessage(message);
    held.set(seen, { message, receiver: by });
    return seen;
  };
  const settle = <T>(seen: SeenMessage, act: (receiver: ServiceBusReceiver, message: ServiceBusReceivedMessage) => Promise<T>): Promise<T> => {
    const own = held.get(seen);
    if (!own) throw new Error('a scenario settles a message that it did not receive from this driver');
    // The client settles nothing through a closed receiver, but what it received through any other of that entity.
    return ask(() => act(own.receiver.isClosed ? receiverOf(own.receiver.entityPath) : own.receiver, own.message));
  };
  return {
    hold,
    settling: {
      complete: (seen) => settle(seen, (by, message) => by.completeMessage(message)),
      abandon: (seen, properties) => settle(seen, (by, message) => by.abandonMessage(message, properties)),
      defer: (seen, properties) => settle(seen, (by, message) => by.deferMessage(message, properties)),
      deadLetter: (seen, { reason, description, properties }) =>
        settle(seen, (by, message) => by.deadLetterMessage(message, { ...properties, deadLetterReason: reason, deadLetterErrorDescription: description })),
      renew: (seen) => settle(seen, async (by, message) => (await by.renewMessageLock(message)).getTime()),
    },
  };
}
