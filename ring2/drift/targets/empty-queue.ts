import { type Driver, type SeenMessage } from '#ring2/drift/driver';
import { CannotTell } from '#ring2/drift/target';

/** More than any scenario leaves behind: a queue this full is somebody's. */
const LIMIT = 50;

/**
 * Removes what earlier runs left in one of ringproof's own queues: scheduled, deferred and active messages.
 * @throws CannotTell when something stays: locked by an earlier run, or too much to be ours
 */
export async function emptyQueue(bus: Driver, entity: string): Promise<void> {
  for (let removed = 0; removed <= LIMIT; removed += 1) {
    const [first] = await bus.peek(entity, 1);
    if (!first) return;
    if (!(await remove(bus, entity, first))) throw new CannotTell(`"${entity}" holds a message that an earlier run has locked: try again when its lock has expired`);
  }
  throw new CannotTell(`"${entity}" holds more than ${LIMIT} messages, which ringproof did not leave there: empty it first`);
}

async function remove(bus: Driver, entity: string, { state, sequenceNumber = '0' }: SeenMessage): Promise<boolean> {
  if (state === 'scheduled') {
    await bus.cancelScheduled(entity, sequenceNumber);
    return true;
  }
  const message = state === 'deferred' ? await bus.receiveDeferred(entity, sequenceNumber) : await bus.receive(entity);
  if (message) await bus.complete(message);
  return message !== undefined;
}
