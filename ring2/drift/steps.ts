import { type Fact, type Observation, exact, growing, id } from '#core/transcript';
import { BusError, type DeadLetterFacts, type Driver, type OutgoingMessage, type SeenMessage, isAnswer } from '#ring2/drift/driver';
import { messageFacts } from '#ring2/drift/facts';

/** The script cannot go on: a step on which the rest rests gave nothing. The transcript so far is the result. */
export class ScenarioEnded extends Error {}

/** The operation is unknown to the bus: a gap in what it can do rather than a way it behaves. */
const UNSUPPORTED = new Set(['NotImplementedError', 'amqp:not-implemented']);

type Step<T> = AsyncGenerator<Observation, T>;

async function* step<T>(name: string, op: string, act: () => Promise<T>, facts: (value: T) => Record<string, Fact>): Step<T | BusError> {
  try {
    const value = await act();
    yield { step: name, op, outcome: value === undefined && op.startsWith('receive') ? 'nothing' : 'ok', facts: facts(value) };
    return value;
  } catch (error) {
    if (!(error instanceof BusError) || !isAnswer(error)) throw error;
    const { code, condition, retryable, message } = error;
    const unsupported = UNSUPPORTED.has(condition ?? code);
    yield { step: name, op, outcome: { code, ...(condition !== undefined && { condition }), retryable, ...(unsupported && { unsupported }), text: message }, facts: {} };
    return error;
  }
}

function mustGoOn<T>(value: T | BusError | undefined): T {
  if (value === undefined || value instanceof BusError) throw new ScenarioEnded();
  return value;
}

const none = () => ({});

export async function* send(bus: Driver, entity: string, message: OutgoingMessage, name = 'send'): Step<void> {
  const result = yield* step(name, 'send', () => bus.send(entity, message), () => ({ messageId: id('message', message.messageId) }));
  if (result instanceof BusError) throw new ScenarioEnded();
}

/** Receives one message, which must be there for the script to go on. */
export async function* receive(bus: Driver, entity: string, name: string, more: (message: SeenMessage) => Record<string, Fact> = none): Step<SeenMessage> {
  const facts = (message: SeenMessage | undefined) => (message ? { ...messageFacts(message), ...more(message) } : {});
  return mustGoOn(yield* step(name, 'receive', () => bus.receive(entity), facts));
}

export async function* receiveDeferred(bus: Driver, entity: string, sequenceNumber: string, name: string): Step<SeenMessage> {
  const facts = (message: SeenMessage | undefined) => (message ? messageFacts(message) : {});
  return mustGoOn(yield* step(name, 'receiveDeferred', () => bus.receiveDeferred(entity, sequenceNumber), facts));
}

/** How many messages the entity shows from its beginning (at most ten), and the facts of the first. */
export async function* peek(bus: Driver, entity: string, name: string): Step<SeenMessage[]> {
  const facts = ([first, ...rest]: SeenMessage[]): Record<string, Fact> =>
    ({ count: exact(first ? rest.length + 1 : 0), ...(first && { ...messageFacts(first), hasLock: exact(first.lockToken !== undefined) }) });
  return mustGoOn(yield* step(name, 'peek', () => bus.peek(entity, 10), facts));
}

export async function* schedule(bus: Driver, entity: string, message: OutgoingMessage, at: number, name: string): Step<string> {
  const facts = (sequenceNumber: string) => ({ messageId: id('message', message.messageId), sequenceNumber: growing('sequence', sequenceNumber) });
  return mustGoOn(yield* step(name, 'schedule', () => bus.schedule(entity, message, at), facts));
}

export async function* cancelScheduled(bus: Driver, entity: string, sequenceNumber: string, name: string): Step<void> {
  yield* step(name, 'cancelScheduled', () => bus.cancelScheduled(entity, sequenceNumber), none);
}

// A refused settlement is an observation like any other: the script goes on.
export async function* complete(bus: Driver, message: SeenMessage, name: string): Step<void> {
  yield* step(name, 'complete', () => bus.complete(message), none);
}
export async function* abandon(bus: Driver, message: SeenMessage, name: string): Step<void> {
  yield* step(name, 'abandon', () => bus.abandon(message), none);
}
export async function* defer(bus: Driver, message: SeenMessage, name: string): Step<void> {
  yield* step(name, 'defer', () => bus.defer(message), none);
}
export async function* deadLetter(bus: Driver, message: SeenMessage, facts: DeadLetterFacts, name: string): Step<void> {
  yield* step(name, 'deadLetter', () => bus.deadLetter(message, facts), none);
}

/** The one who asks for a missing entity wants to see the refusal, and may get a message instead. */
export async function* tryReceive(bus: Driver, entity: string, name: string): Step<void> {
  yield* step(name, 'receive', () => bus.receive(entity), (message) => (message ? messageFacts(message) : {}));
}
export async function* trySend(bus: Driver, entity: string, message: OutgoingMessage, name: string): Step<void> {
  yield* step(name, 'send', () => bus.send(entity, message), none);
}
