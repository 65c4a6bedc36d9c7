import type { Admin } from '#ring2/drift/admin';
import type { Driver, ReceiveOptions } from '#ring2/drift/driver';
import { type Entities, named } from '#ring2/drift/entities';
import { type Performance, record } from '#ring2/drift/play';
import { createMeter } from '#ring2/drift/provision/meter';
import { metered } from '#ring2/drift/provision/metered';
import { provide } from '#ring2/drift/provision/provide';
import type { TargetSession } from '#ring2/drift/target';
import { embeddedTarget } from '#ring2/drift/targets/embedded';

/** What one run of each scenario costs on a target in real time. */
export interface Cost {
  operations: number;
  entities: number;
  /** Time that must pass, in milliseconds: the scenarios' own waiting, and receives where nothing comes. */
  waitMs: number;
}

interface Patience { patienceMs: number; briefMs: number }

/** Counts what the scenarios cost by playing each once on an embedded emulator, whose clock is turned instead of waited for. */
export async function rehearse(performances: readonly Performance[], patience: Patience, played: (count: number) => void, signal?: AbortSignal): Promise<Cost> {
  const meter = createMeter();
  const cost = { entities: 0, waitMs: 0 };
  const target = embeddedTarget('tcp');
  const session = watched(await target.open([], signal), async (entities, driver) => {
    cost.entities += await provideNothing(entities, meter);
    return waiting(metered(driver, meter), patience, (ms) => (cost.waitMs += ms));
  });
  for (const [count, performance] of performances.entries()) {
    if (signal?.aborted) break;
    played(count);
    await record(target, session, performance, 1);
  }
  return { ...cost, operations: meter.operations };
}

function watched(session: TargetSession, watch: (entities: Entities, driver: Driver) => Promise<Driver>): TargetSession {
  return {
    ...session,
    async enter(request) {
      const ground = await session.enter(request);
      return { ...ground, driver: await watch(request.entities, ground.driver) };
    },
  };
}

/** The calls that making and removing the entities would take, without making any; returns how many they are. */
async function provideNothing(entities: Entities, meter: ReturnType<typeof createMeter>): Promise<number> {
  let made = 0;
  const making = async () => {
    made += 1;
    return {};
  };
  const nothing: Pick<Admin, 'createQueue' | 'createTopic' | 'createSubscription' | 'createRule'> =
    { createQueue: making, createTopic: making, createSubscription: making, createRule: async () => undefined };
  await provide(metered(nothing, meter), named(entities, (role) => role), { ms: 0, wait: async () => undefined });
  return made;
}

function waiting(driver: Driver, { patienceMs, briefMs }: Patience, spend: (ms: number) => void): Driver {
  return {
    ...driver,
    wait(ms) {
      spend(ms);
      return driver.wait(ms);
    },
    async receive(entity, options?: ReceiveOptions) {
      const message = await driver.receive(entity, options);
      if (!message) spend(options?.brief ? briefMs : patienceMs);
      return message;
    },
  };
}
