import { type Fact, exact, growing, id, instant } from '#core/transcript';
import { BusError, type Driver, type ReceiveOptions } from '#ring2/drift/driver';
import { TOLERANCE_MS, messageFacts } from '#ring2/drift/facts';
import type { OutgoingMessage, SeenMessage } from '#ring2/drift/message';
import { type Facts, type Step, ScenarioEnded, mustGoOn, none, step } from '#ring2/drift/steps/step';

const idOf = ({ messageId }: OutgoingMessage): Facts => (messageId === undefined ? {} : { messageId: id('message', messageId) });
const seen = (message: SeenMessage | undefined): Facts => (message ? messageFacts(message) : {});

/** Sends what the rest of the script rests on; several messages as one batch. */
export async function* send(bus: Driver, entity: string, messages: OutgoingMessage | OutgoingMessage[], name = 'send'): Step<void> {
  const [first] = [messages].flat();
  const result = yield* step(name, 'send', () => bus.send(entity, messages), () => (first ? idOf(first) : {}));
  if (result instanceof BusError) throw new ScenarioEnded();
}

/** Sends what may be refused. */
export async function* trySend(bus: Driver, entity: string, messages: OutgoingMessage | OutgoingMessage[], name: string, answers: readonly string[] = []): Step<void> {
  yield* step(name, 'send', () => bus.send(entity, messages), none, answers);
}

/** Receives one message, which must be there for the script to go on. */
export async function* receive(bus: Driver, entity: string, name: string, more: (message: SeenMessage) => Record<string, Fact> = none, options: ReceiveOptions = {}): Step<SeenMessage> {
  const facts = (message: SeenMessage | undefined) => (message ? { ...messageFacts(message), ...more(message) } : {});
  return mustGoOn(yield* step(name, 'receive', () => bus.receive(entity, options), facts));
}

/** Receives where a refusal or nothing may be what there is to see. */
export async function* tryReceive(bus: Driver, entity: string, name: string, options: ReceiveOptions = {}): Step<SeenMessage | undefined> {
  const result = yield* step(name, 'receive', () => bus.receive(entity, options), seen);
  return result instanceof BusError ? undefined : result;
}

/** Shows that nothing can be received now. */
export const receiveNothing = (bus: Driver, entity: string, name: string): Step<SeenMessage | undefined> => tryReceive(bus, entity, name, { brief: true });

export async function* receiveDeferred(bus: Driver, entity: string, sequenceNumber: string, name: string): Step<SeenMessage> {
  return mustGoOn(yield* tryReceiveDeferred(bus, entity, sequenceNumber, name));
}
export async function* tryReceiveDeferred(bus: Driver, entity: string, sequenceNumber: string, name: string): Step<SeenMessage | undefined> {
  const result = yield* step(name, 'receiveDeferred', () => bus.receiveDeferred(entity, sequenceNumber), seen);
  return result instanceof BusError ? undefined : result;
}

/** How many messages the entity shows from its beginning (at most ten), and the facts of the first. */
export async function* peek(bus: Driver, entity: string, name: string, from?: string): Step<SeenMessage[]> {
  const facts = (messages: SeenMessage[]): Facts => {
    const [first] = messages;
    return { count: exact(messages.length), ...(first && { ...messageFacts(first), hasLock: exact(first.lockToken !== undefined) }) };
  };
  return mustGoOn(yield* step(name, 'peek', () => bus.peek(entity, 10, from), facts));
}

export async function* schedule(bus: Driver, entity: string, message: OutgoingMessage, at: number, name: string): Step<string> {
  const facts = (sequenceNumber: string) => ({ ...idOf(message), sequenceNumber: growing('sequence', sequenceNumber) });
  return mustGoOn(yield* step(name, 'schedule', () => bus.schedule(entity, message, at), facts));
}
export async function* cancelScheduled(bus: Driver, entity: string, sequenceNumber: string, name: string): Step<void> {
  yield* step(name, 'cancelScheduled', () => bus.cancelScheduled(entity, sequenceNumber));
}

export async function* renew(bus: Driver, message: SeenMessage, name: string): Step<void> {
  yield* step(name, 'renew', () => bus.renew(message), (until) => ({ lockedUntil: instant(until, TOLERANCE_MS) }));
}
