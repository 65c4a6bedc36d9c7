import type { ServiceBusClient, ServiceBusReceiver, ServiceBusSender } from '@azure/service-bus';
import type { BusSession, Driver } from '#ring2/drift/driver';
import { type Ask, closingMs } from '#ring2/drift/drivers/azure-sdk-options';
import { fromSdkMessage, toSdkMessage } from '#ring2/drift/drivers/azure-sdk-message';
import { rulesOf } from '#ring2/drift/drivers/azure-sdk-rules';
import { openSession } from '#ring2/drift/drivers/azure-sdk-session';
import { settlement } from '#ring2/drift/drivers/azure-sdk-settlement';
import { withDeadline } from '#ring2/drift/drivers/deadline';
import type { SequenceNumbers } from '#ring2/drift/drivers/sequence-numbers';
import type { ConnectOptions } from '#ring2/drift/library';

interface Context {
  client: ServiceBusClient;
  numbers: SequenceNumbers;
  ask: Ask;
  options: ConnectOptions;
}

export function createDriver({ client, numbers, ask, options }: Context): Driver & { leave(): Promise<void> } {
  const { patienceMs, briefMs, clock, admin, wire } = options;
  const senders = new Map<string, ServiceBusSender>();
  const receivers = new Map<string, ServiceBusReceiver>();
  const links: { close(): Promise<void> }[] = [];
  const others: { leave(): Promise<void> }[] = [];

  const sender = (entity: string) => cached(senders, entity, () => client.createSender(entity));
  // The client's own lock renewal runs on real time and would defeat every scenario about locks.
  const receiver = (entity: string, receiveMode: 'peekLock' | 'receiveAndDelete' = 'peekLock') =>
    cached(receivers, `${receiveMode} ${entity}`, () => client.createReceiver(entity, { receiveMode, maxAutoLockRenewalDurationInMs: 0, skipConvertingDate: true }));
  const { hold, settling } = settlement(numbers, ask, receiver);

  return {
    ...clock, ...settling, admin, wire,
    send: (entity, messages) => ask(() => sender(entity).sendMessages(Array.isArray(messages) ? messages.map(toSdkMessage) : toSdkMessage(messages))),
    async schedule(entity, message, at) {
      const [number] = await ask(() => sender(entity).scheduleMessages(toSdkMessage(message), new Date(at)));
      if (!number) throw new Error('the client returned no sequence number for a scheduled message');
      return numbers.remember(number) ?? '';
    },
    cancelScheduled: (entity, number) => ask(() => sender(entity).cancelScheduledMessages(numbers.get(number))),
    async receive(entity, { mode, brief = false } = {}) {
      const by = receiver(entity, mode === 'receive-and-delete' ? 'receiveAndDelete' : 'peekLock');
      const [message] = await ask(() => by.receiveMessages(1, { maxWaitTimeInMs: brief ? briefMs : patienceMs }));
      return message && hold(message, by);
    },
    async receiveDeferred(entity, number) {
      const by = receiver(entity);
      const [message] = await ask(() => by.receiveDeferredMessages(numbers.get(number)));
      return message && hold(message, by);
    },
    async peek(entity, max, from) {
      const messages = await ask(() => receiver(entity).peekMessages(max, numbers.from(from)));
      return messages.map((message) => {
        numbers.remember(message.sequenceNumber);
        return fromSdkMessage(message);
      });
    },
    async closeReceiver(entity) {
      for (const [key, link] of receivers) {
        if (!key.endsWith(` ${entity}`)) continue;
        receivers.delete(key);
        await ask(() => link.close());
      }
    },
    async acceptSession(entity, id): Promise<BusSession> {
      const by = await ask(() => (id === undefined ? client.acceptNextSession(entity, SESSION_OPTIONS) : client.acceptSession(entity, id, SESSION_OPTIONS)));
      links.push(by);
      return openSession(by, { ask, hold, numbers, patienceMs, briefMs });
    },
    rules: (subscription) => rulesOf(client, ask, subscription),
    another() {
      const other = createDriver({ client, numbers, ask, options });
      others.push(other);
      return other;
    },
    async leave() {
      const all = [...senders.values(), ...receivers.values(), ...links];
      await withDeadline(() => Promise.allSettled([...all.map((link) => link.close()), ...others.map((other) => other.leave())]), closingMs(options)).catch(() => undefined);
    },
  };
}

const SESSION_OPTIONS = { receiveMode: 'peekLock', maxAutoLockRenewalDurationInMs: 0, skipConvertingDate: true } as const;

function cached<T>(map: Map<string, T>, key: string, create: () => T): T {
  const value = map.get(key) ?? create();
  map.set(key, value);
  return value;
}
