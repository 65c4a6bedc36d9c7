import { BusError, type Driver, deadLetterOf } from '#ring2/drift/driver';
import { type NamedQueue, named } from '#ring2/drift/entities';
import { entityName, stageOf } from '#ring2/drift/stage';
import { CannotTell, type Ground, type StageRequest } from '#ring2/drift/target';
import { clockSkew } from '#ring2/drift/targets/clock-skew';
import { emptyQueue } from '#ring2/drift/targets/empty-queue';
import type { Site } from '#ring2/drift/targets/site';

/**
 * A plain queue that somebody made for the scenario, emptied: other entities cannot be emptied without leaving a trace.
 * @throws CannotTell saying what to do, when the scenario needs others, or the queue is not there
 */
export async function fixedGround(site: Site, missing: string, request: StageRequest): Promise<Ground> {
  const { host } = site;
  const prefix = `ringproof-drift-${request.scenario}`;
  const { queues, topics } = named(request.entities, (role) => entityName(prefix, role));
  const special = topics.length > 0 || queues.some(({ name, ...needs }) => name !== prefix || Object.keys(needs).some((need) => need !== 'lockDuration' && need !== 'maxDeliveryCount'));
  if (special) throw new CannotTell(`${request.scenario} needs entities made for each run, for which ringproof needs the administration API of ${host}: ${missing}`);
  await prepare(site, queues);
  const driver = await site.connect();
  return { driver, ...stageOf(request, prefix, [host]), leave: () => driver.leave() };
}

async function prepare(site: Site, queues: readonly NamedQueue[]): Promise<void> {
  const bus = await site.connect();
  try {
    for (const queue of queues) {
      await empty(bus, site.host, queue);
      site.skewMs ??= await clockSkew(bus, queue.name);
    }
  } finally {
    await bus.leave();
  }
}

async function empty(driver: Driver, host: string, { name, lockDuration, maxDeliveryCount }: NamedQueue): Promise<void> {
  try {
    await emptyQueue(driver, name);
    await emptyQueue(driver, deadLetterOf(name));
  } catch (error) {
    if (!(error instanceof BusError) || error.code !== 'MessagingEntityNotFound') throw error;
    throw new CannotTell(
      `${host} has no queue "${name}": create it with LockDuration ${lockDuration}, MaxDeliveryCount ${maxDeliveryCount}, without sessions, duplicate detection or forwarding`,
    );
  }
}
