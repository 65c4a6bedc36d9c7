import { BusError, type Driver, deadLetterOf } from '#ring2/drift/driver';
import { type NamedQueue, named } from '#ring2/drift/entities';
import { entityName, stageOf } from '#ring2/drift/stage';
import { CannotTell, type Ground, type StageRequest } from '#ring2/drift/target';
import { clockSkew } from '#ring2/drift/targets/clock-skew';
import { emptyQueue } from '#ring2/drift/targets/empty-queue';
import type { Site } from '#ring2/drift/targets/site';

/** What an existing queue may be like and stay a plain one. */
const PLAIN = ['lockDuration', 'maxDeliveryCount', 'defaultMessageTimeToLive'];

/**
 * A plain queue that somebody made for the scenario, emptied: other entities cannot be emptied without leaving a trace.
 * @throws CannotTell saying what to do, when the scenario needs others, or the queue is not there
 */
export async function fixedGround(site: Site, missing: string, request: StageRequest): Promise<Ground> {
  const { host } = site;
  const prefix = `ringproof-drift-${request.scenario}`;
  const { queues, topics } = named(request.entities, (role) => entityName(prefix, role));
  const special = topics.length > 0 || queues.some(({ name, ...needs }) => name !== prefix || Object.keys(needs).some((need) => !PLAIN.includes(need)));
  const cannot = (what: string) => new CannotTell(`${request.scenario} needs ${what} of ${host}: ${missing}`);
  if (special) throw cannot('entities made for each run, which takes the administration API');
  const connect = () => site.connect(() => Promise.reject(cannot('the administration API')));
  await prepare(site, connect, queues);
  const driver = await connect();
  return { driver, ...stageOf(request, prefix, [host]), leave: () => driver.leave() };
}

async function prepare(site: Site, connect: () => ReturnType<Site['connect']>, queues: readonly NamedQueue[]): Promise<void> {
  const bus = await connect();
  try {
    for (const queue of queues) {
      await empty(bus, site.host, queue);
      site.skewMs ??= await clockSkew(bus, queue.name);
    }
  } finally {
    await bus.leave();
  }
}

async function empty(driver: Driver, host: string, { name, lockDuration, maxDeliveryCount, defaultMessageTimeToLive }: NamedQueue): Promise<void> {
  try {
    await emptyQueue(driver, name);
    await emptyQueue(driver, deadLetterOf(name));
  } catch (error) {
    if (!(error instanceof BusError) || error.code !== 'MessagingEntityNotFound') throw error;
    throw new CannotTell(
      `${host} has no queue "${name}": create it with LockDuration ${lockDuration}, MaxDeliveryCount ${maxDeliveryCount}, DefaultMessageTimeToLive ${defaultMessageTimeToLive}, without sessions, duplicate detection or forwarding`,
    );
  }
}
