import type { ServiceBusClient, ServiceBusReceivedMessage, ServiceBusReceiver, ServiceBusSender } from '@azure/service-bus';
import type { BusSession, Driver, Rules } from '#ring2/drift/driver';
import { type Ask, type AzureSdkOptions, closingMs } from '#ring2/drift/drivers/azure-sdk-options';
import { fromSdkMessage, toSdkMessage, toSdkRule } from '#ring2/drift/drivers/azure-sdk-message';
import { type Hold, openSession } from '#ring2/drift/drivers/azure-sdk-session';
import { withDeadline } from '#ring2/drift/drivers/deadline';
import type { SequenceNumbers } from '#ring2/drift/drivers/sequence-numbers';
import type { SeenMessage } from '#ring2/drift/message';

interface Context {
  client: ServiceBusClient;
  numbers: SequenceNumbers;
  ask: Ask;
  options: AzureSdkOptions;
}

export function createDriver({ client, numbers, ask, options }: Context): Driver & { leave(): Promise<void> } {
  const { patienceMs, briefMs, clock, admin, wire } = options;
  const senders = new Map<string, ServiceBusSender>();
  const receivers = new Map<string, ServiceBusReceiver>();
  const links: { close(): Promise<void> }[] = [];
  const others: { leave(): Promise<void> }[] = [];
  const held = new WeakMap<SeenMessage, { message: ServiceBusReceivedMessage; receiver: ServiceBusReceiver }>();

  const sender = (entity: string) => cached(senders, entity, () => client.createSender(entity));
  // The client's own lock renewal runs on real time and would defeat every scenario about locks.
  const receiver = (entity: string, receiveMode: 'peekLock' | 'receiveAndDelete' = 'peekLock') =>
    cached(receivers, `${receiveMode} ${entity}`, () => client.createReceiver(entity, { receiveMode, maxAutoLockRenewalDurationInMs: 0, skipConvertingDate: true }));
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
    return ask(() => act(own.receiver.isClosed ? receiver(own.receiver.entityPath) : own.receiver, own.message));
  };

  return {
    ...clock, admin, wire,
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
    complete: (seen) => settle(seen, (by, message) => by.completeMessage(message)),
    abandon: (seen, properties) => settle(seen, (by, message) => by.abandonMessage(message, properties)),
    defer: (seen, properties) => settle(seen, (by, message) => by.deferMessage(message, properties)),
    deadLetter: (seen, { reason, description, properties }) =>
      settle(seen, (by, message) => by.deadLetterMessage(message, { ...properties, deadLetterReason: reason, deadLetterErrorDescription: description })),
    renew: (seen) => settle(seen, async (by, message) => (await by.renewMessageLock(message)).getTime()),
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
    rules(subscription): Rules {
      const [topic = '', , name = ''] = subscription.split('/');
      const manager = client.createRuleManager(topic, name);
      return {
        add: (rule) => ask(async () => {
          const { filter, action } = toSdkRule(rule);
          await manager.createRule(rule.name, filter, action);
        }),
        remove: (rule) => ask(() => manager.deleteRule(rule)),
        names: () => ask(async () => {
          const names: string[] = [];
          for await (const rule of manager.listRules()) names.push(rule.name);
          return names;
        }),
      };
    },
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
