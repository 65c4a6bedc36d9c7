import { ServiceBusClient, type ServiceBusClientOptions, type ServiceBusReceivedMessage, type ServiceBusReceiver, type ServiceBusSender } from '@azure/service-bus';
import { BusError, type Driver, type SeenMessage } from '#ring2/drift/driver';
import { toBusError } from '#ring2/drift/drivers/azure-sdk-error';
import { fromSdkMessage, toSdkMessage } from '#ring2/drift/drivers/azure-sdk-message';
import { withDeadline } from '#ring2/drift/drivers/deadline';

type SequenceNumber = NonNullable<ServiceBusReceivedMessage['sequenceNumber']>;

export interface AzureSdkOptions {
  connectionString: string;
  webSocketOptions?: ServiceBusClientOptions['webSocketOptions'];
  /** How long a receive waits for a message that ought to be there. */
  patienceMs: number;
  /** How long any answer may take beyond that; the client's own limit is 60 s and cannot be lowered. */
  answerMs: number;
  signal?: AbortSignal;
  clock: Pick<Driver, 'now' | 'wait'>;
  /** Removes secrets from a text. */
  clean: (text: string) => string;
}

/** One connection of the official client; each run takes a driver from it and gives its links back. */
export interface AzureSdkClient {
  driver(): Driver & { leave(): Promise<void> };
  close(): Promise<void>;
}


export function connectAzureSdk(options: AzureSdkOptions): AzureSdkClient {
  // Retries would hide what is to be seen, and at 30 s each turn one refusal into minutes.
  const retryOptions = { maxRetries: 0 };
  const { webSocketOptions } = options;
  const client = new ServiceBusClient(options.connectionString, { retryOptions, ...(webSocketOptions && { webSocketOptions }) });
  const numbers = createNumbers();
  return {
    driver: () => createDriver(client, numbers, options),
    // A peer that answers nothing does not answer a farewell either.
    close: () => withDeadline(() => client.close(), closingMs(options)).catch(() => undefined),
  };
}

const closingMs = ({ answerMs }: AzureSdkOptions): number => Math.min(answerMs, 5000);

function createDriver(client: ServiceBusClient, numbers: Numbers, options: AzureSdkOptions): ReturnType<AzureSdkClient['driver']> {
  const { patienceMs, clock } = options;
  const ask = asking(options);
  const senders = new Map<string, ServiceBusSender>();
  const receivers = new Map<string, ServiceBusReceiver>();
  const held = new WeakMap<SeenMessage, { message: ServiceBusReceivedMessage; receiver: ServiceBusReceiver }>();

  const sender = (entity: string) => cached(senders, entity, () => client.createSender(entity));
  // The client's own lock renewal runs on real time and would defeat every scenario about locks.
  const receiver = (entity: string) => cached(receivers, entity, () => client.createReceiver(entity, { receiveMode: 'peekLock', maxAutoLockRenewalDurationInMs: 0, skipConvertingDate: true }));
  const hold = (message: ServiceBusReceivedMessage, by: ServiceBusReceiver): SeenMessage => {
    numbers.remember(message.sequenceNumber);
    const seen = fromSdkMessage(message);
    held.set(seen, { message, receiver: by });
    return seen;
  };
  const settle = (seen: SeenMessage, act: (receiver: ServiceBusReceiver, message: ServiceBusReceivedMessage) => Promise<void>): Promise<void> => {
    const own = held.get(seen);
    if (!own) throw new Error('a scenario settles a message that it did not receive from this driver');
    return ask(() => act(own.receiver, own.message));
  };

  return {
    ...clock,
    send: (entity, message) => ask(() => sender(entity).sendMessages(toSdkMessage(message))),
    async schedule(entity, message, at) {
      const [number] = await ask(() => sender(entity).scheduleMessages(toSdkMessage(message), new Date(at)));
      if (!number) throw new Error('the client returned no sequence number for a scheduled message');
      return numbers.remember(number) ?? '';
    },
    cancelScheduled: (entity, number) => ask(() => sender(entity).cancelScheduledMessages(numbers.get(number))),
    async receive(entity) {
      const by = receiver(entity);
      const [message] = await ask(() => by.receiveMessages(1, { maxWaitTimeInMs: patienceMs }));
      return message && hold(message, by);
    },
    async receiveDeferred(entity, number) {
      const by = receiver(entity);
      const [message] = await ask(() => by.receiveDeferredMessages(numbers.get(number)));
      return message && hold(message, by);
    },
    async peek(entity, max) {
      const messages = await ask(() => receiver(entity).peekMessages(max, numbers.fromTheStart()));
      return messages.map((message) => {
        numbers.remember(message.sequenceNumber);
        return fromSdkMessage(message);
      });
    },
    complete: (seen) => settle(seen, (by, message) => by.completeMessage(message)),
    abandon: (seen) => settle(seen, (by, message) => by.abandonMessage(message)),
    defer: (seen) => settle(seen, (by, message) => by.deferMessage(message)),
    deadLetter: (seen, { reason, description }) =>
      settle(seen, (by, message) => by.deadLetterMessage(message, { deadLetterReason: reason, deadLetterErrorDescription: description })),
    async leave() {
      const links = [...senders.values(), ...receivers.values()];
      await withDeadline(() => Promise.allSettled(links.map((link) => link.close())), closingMs(options)).catch(() => undefined);
    },
  };
}

/** Every question has a deadline and every failure becomes the driver's own error. */
function asking({ patienceMs, answerMs, signal, clean }: AzureSdkOptions) {
  return async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await withDeadline(act, patienceMs + answerMs, signal);
    } catch (error) {
      if (error instanceof BusError || signal?.aborted) throw error;
      throw toBusError(error, clean);
    }
  };
}

interface Numbers {
  remember(number: SequenceNumber | undefined): string | undefined;
  get(digits: string): SequenceNumber;
  fromTheStart(): { fromSequenceNumber?: SequenceNumber };
}

/** Sequence numbers are objects to the client and digits to a scenario. */
function createNumbers(): Numbers {
  const known = new Map<string, SequenceNumber>();
  let zero: SequenceNumber | undefined;
  return {
    remember(number) {
      if (!number) return undefined;
      zero ??= number.subtract(number);
      known.set(number.toString(), number);
      return number.toString();
    },
    get(digits) {
      const number = known.get(digits);
      if (!number) throw new Error(`sequence number ${digits} was not seen on this client`);
      return number;
    },
    // Peeking moves a cursor that the client keeps per entity; before the first number was seen it is at the start anyway.
    fromTheStart: () => (zero ? { fromSequenceNumber: zero.add(1) } : {}),
  };
}

function cached<T>(map: Map<string, T>, key: string, create: () => T): T {
  const value = map.get(key) ?? create();
  map.set(key, value);
  return value;
}
