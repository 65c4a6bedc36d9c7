import type { Transcript } from '#core/transcript';
import type { Admin } from '#ring2/drift/admin';
import type { Driver, ReceiveOptions } from '#ring2/drift/driver';
import { type Entities, named } from '#ring2/drift/entities';
import { type Performance, record, stageRequest } from '#ring2/drift/play';
import { type Meter, createMeter } from '#ring2/drift/provision/meter';
import { metered } from '#ring2/drift/provision/metered';
import { provide } from '#ring2/drift/provision/provide';
import type { DriftTarget, TargetSession } from '#ring2/drift/target';

/** What one run costs on a target in real time. */
export interface Cost {
  operations: number;
  entities: number;
  /** Time that must pass, in milliseconds: the scenarios' own waiting, and receives where nothing comes. */
  waitMs: number;
}

/** One run on the embedded emulator: what it costs elsewhere, and what it shows here; no transcript where it could not be played. */
export interface Rehearsed extends Cost { transcript: Transcript | undefined }

interface Patience { patienceMs: number; briefMs: number }
type Played = (count: number) => void;

/** Plays each performance once on an embedded emulator, whose clock is turned instead of waited for; by the performance's name. */
export async function rehearse(emulator: DriftTarget, performances: readonly Performance[], patience: Patience, played: Played, signal?: AbortSignal): Promise<Map<string, Rehearsed>> {
  const rehearsed = new Map<string, Rehearsed>();
  const opened = await emulator.open(performances.map((performance) => stageRequest(performance, 1)), signal);
  try {
    for (const [count, performance] of performances.entries()) {
      if (signal?.aborted) break;
      played(count);
      const cost: Cost = { operations: 0, entities: 0, waitMs: 0 };
      const meter = createMeter();
      const session = watched(opened, async (entities, driver) => {
        cost.entities += await provideNothing(entities, meter);
        return waiting(metered(driver, meter), patience, (ms) => (cost.waitMs += ms));
      });
      const recording = await record(emulator, session, performance, 1);
      rehearsed.set(performance.name, { ...cost, operations: meter.operations, transcript: 'transcripts' in recording ? recording.transcripts[0] : undefined });
    }
  } finally {
    await opened.close();
  }
  return rehearsed;
}

/** What all of them cost together, so many times each. */
export function sumOf(rehearsed: Iterable<Cost>, runs: number): Cost {
  const sum: Cost = { operations: 0, entities: 0, waitMs: 0 };
  for (const { operations, entities, waitMs } of rehearsed) {
    sum.operations += runs * operations;
    sum.entities += runs * entities;
    sum.waitMs += runs * waitMs;
  }
  return sum;
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
async function provideNothing(entities: Entities, meter: Meter): Promise<number> {
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
