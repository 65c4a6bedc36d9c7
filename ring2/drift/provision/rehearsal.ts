import type { Transcript } from '#core/transcript';
import type { Admin } from '#ring2/drift/admin';
import type { Driver, ReceiveOptions } from '#ring2/drift/driver';
import { eachOf } from '#ring2/drift/each-of';
import { type Entities, named } from '#ring2/drift/entities';
import { type Performance, record, stageRequest } from '#ring2/drift/play';
import type { Cost } from '#ring2/drift/provision/cost';
import { type Meter, createMeter } from '#ring2/drift/provision/meter';
import { metered } from '#ring2/drift/provision/metered';
import { provide } from '#ring2/drift/provision/provide';
import type { DriftTarget, TargetSession } from '#ring2/drift/target';
import { clockSkew } from '#ring2/drift/targets/clock-skew';
import { CLOCK, assertAnswers } from '#ring2/drift/targets/first-contact';

/** One run on the embedded emulator: what it costs elsewhere, and what it shows here; no transcript where it could not be played. */
export interface Rehearsed extends Cost { transcript: Transcript | undefined }

interface Patience { patienceMs: number; briefMs: number }
type Played = (count: number) => void;

/** Plays each performance once on an embedded emulator, whose clock is turned instead of waited for; by the performance's name. */
export async function rehearse(emulator: DriftTarget, performances: readonly Performance[], patience: Patience, played: Played, signal?: AbortSignal): Promise<Map<string, Rehearsed>> {
  const rehearsed = new Map<string, Rehearsed>();
  const opened = await emulator.open(performances.map((performance) => stageRequest(performance, 1)), signal);
  try {
    await eachOf(performances, emulator.jobs, async (performance) => {
      if (signal?.aborted) return;
      played(rehearsed.size);
      const meter = createMeter();
      let waitMs = 0;
      const session = watched(opened, async (entities, driver) => {
        await provideNothing(entities, meter);
        return waiting(metered(driver, meter), patience, (ms) => (waitMs += ms));
      });
      const recording = await record(emulator, session, performance, 1);
      rehearsed.set(performance.name, { operations: meter.operations, made: meter.made, waitMs, transcript: 'transcripts' in recording ? recording.transcripts[0] : undefined });
    });
  } finally {
    await opened.close();
  }
  return rehearsed;
}

/** What opening such a target costs before the first scenario, measured like them. */
export async function costOfOpening(emulator: DriftTarget): Promise<Cost> {
  const meter = createMeter();
  const opened = await emulator.open([]);
  try {
    await provideNothing(CLOCK.entities, meter);
    const ground = await opened.enter(CLOCK);
    const counted = metered(ground.driver, meter);
    try {
      await assertAnswers(counted);
      await clockSkew(counted, ground.stage.queue);
    } finally {
      await ground.leave();
    }
  } finally {
    await opened.close();
  }
  return { operations: meter.operations, made: meter.made, waitMs: 0 };
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

/** Counts what making and removing the entities would take, without making any. */
async function provideNothing(entities: Entities, meter: Meter): Promise<void> {
  const making = async () => ({});
  const nothing: Pick<Admin, 'createQueue' | 'createTopic' | 'createSubscription' | 'createRule'> =
    { createQueue: making, createTopic: making, createSubscription: making, createRule: async () => undefined };
  await provide(metered(nothing, meter), named(entities, (role) => role), { ms: 0, wait: async () => undefined });
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
