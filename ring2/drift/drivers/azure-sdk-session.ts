import type { ServiceBusReceivedMessage, ServiceBusReceiver, ServiceBusSessionReceiver } from '@azure/service-bus';
import type { BusSession } from '#ring2/drift/driver';
import type { Ask } from '#ring2/drift/drivers/azure-sdk-options';
import { fromSdkMessage } from '#ring2/drift/drivers/azure-sdk-message';
import type { SequenceNumbers } from '#ring2/drift/drivers/sequence-numbers';
import type { SeenMessage } from '#ring2/drift/message';

/** Keeps a received message for its settlement. */
export type Hold = (message: ServiceBusReceivedMessage, by: ServiceBusReceiver) => SeenMessage;

interface Context {
  ask: Ask;
  hold: Hold;
  numbers: SequenceNumbers;
  patienceMs: number;
  briefMs: number;
}

/** A session that the official client holds. */
export function openSession(by: ServiceBusSessionReceiver, { ask, hold, numbers, patienceMs, briefMs }: Context): BusSession {
  return {
    id: by.sessionId,
    lockedUntil: by.sessionLockedUntilUtc.getTime(),
    async receive({ brief = false } = {}) {
      const [message] = await ask(() => by.receiveMessages(1, { maxWaitTimeInMs: brief ? briefMs : patienceMs }));
      return message && hold(message, by);
    },
    async receiveDeferred(number) {
      const [message] = await ask(() => by.receiveDeferredMessages(numbers.get(number)));
      return message && hold(message, by);
    },
    peek: async (max) => (await ask(() => by.peekMessages(max, numbers.from()))).map(fromSdkMessage),
    state: () => ask(async () => textOf(await by.getSessionState())),
    setState: (state) => ask(() => by.setSessionState(state)),
    renew: async () => (await ask(() => by.renewSessionLock())).getTime(),
    close: () => ask(() => by.close()),
  };
}

const textOf = (state: unknown): string | null => (state === null || state === undefined ? null : Buffer.isBuffer(state) ? state.toString() : typeof state === 'string' ? state : JSON.stringify(state));
