import { virtualClock } from '#core/clock';
import { RingproofError, reasonOf } from '#core/errors';
import { type ProfileName, type RunningServiceBus, startServiceBus } from '#emulators/service-bus/index';
import { parseConnectionString, redact } from '#ring2/drift/connection-string';
import { connectAdmin } from '#ring2/drift/drivers/azure-sdk-admin';
import { named } from '#ring2/drift/entities';
import type { ClientLibrary, OpenLibrary } from '#ring2/drift/library';
import { entityName, stageOf } from '#ring2/drift/stage';
import { CannotTell, type DriftTarget, type Ground, type StageRequest } from '#ring2/drift/target';
import { createDoors } from '#ring2/drift/targets/doors';
import { connectWire } from '#ring2/drift/wire/connect';

const ANSWER_MS = 15_000;
/** More than any run takes. */
const AHEAD_MS = 10 * 60_000;

export interface EmbeddedOptions {
  /** Whose limits and defaults it has; default standard. */
  profile?: ProfileName;
  /** Starts another emulator than this one: a deliberately wrong one. */
  start?: typeof startServiceBus;
}

/**
 * An emulator of its own for each run, in this process and on a virtual clock: locks expire at once, nothing is left over.
 */
export function embeddedTarget(transport: DriftTarget['transport'], library: ClientLibrary, { profile = 'standard', start = startServiceBus }: EmbeddedOptions = {}): DriftTarget {
  const name = `emulator:${transport === 'tcp' ? 'tcp' : 'ws'}${profile === 'standard' ? '' : `:${profile}`}`;
  return {
    name, transport, clock: 'virtual', driver: library.name, product: 'ringproof emulator', jobs: library.jobs, lacks: profile === 'official-emulator' ? ['websocket'] : [],
    async open() {
      // Where many scenarios share the processor, each is slower.
      const patienceMs = library.jobs > 1 ? 10_000 : 1000;
      const client = await library.open();
      return { driverVersion: client.version, enter: (request) => enter({ name, transport, client, patienceMs, start, profile }, request), close: () => client.close() };
    },
  };
}

interface Side {
  name: string;
  transport: DriftTarget['transport'];
  client: OpenLibrary;
  patienceMs: number;
  start: typeof startServiceBus;
  profile: ProfileName;
}

async function enter({ name, transport, client: library, patienceMs, start, profile }: Side, request: StageRequest): Promise<Ground> {
  const prefix = `ringproof-drift-${request.scenario}`;
  // The real time where tokens are checked, as clients sign them with that. Ahead of it elsewhere: by their own clock, some
  // clients take a lock for lost that holds by this one, and then do not ask the bus.
  const clock = virtualClock(Date.now() + (request.checksTokens ? 0 : AHEAD_MS));
  const time = { now: () => clock.now(), wait: async (ms: number) => clock.advance(ms) };
  // The client renews its tokens by real time, so a virtual hour would end every link where they are checked.
  const auth = request.checksTokens ? 'enforce' : 'off';
  const bus = await start({ ...named(request.entities, (role) => entityName(prefix, role)), clock, auth, profile, idleTimeouts: true }).catch((error: unknown) => {
    // A profile may not have such entities at all.
    if (error instanceof RingproofError && error.code === 'RP_CONFIG_INVALID') throw new CannotTell(`${name} refuses the entities of ${request.scenario}: ${String(error.values['problem'])}`);
    throw new RingproofError('RP_TARGET_UNREACHABLE', { target: name, reason: reasonOf(error) }, error);
  });
  const { connectionString, port } = bus;
  const { secrets, key } = parseConnectionString(connectionString);
  const clean = (text: string) => redact(text, secrets);
  const doors = createDoors({
    admin: async () => connectAdmin({ connectionString, ca: await bus.caPem(), answerMs: ANSWER_MS, clean }),
    wire: (by = transport) => connectWire({ host: 'localhost', port, transport: by, plain: true, key }, { answerMs: ANSWER_MS }),
  });
  const client = await library.connect({
    connectionString, host: 'localhost', port, transport, plain: true,
    patienceMs, briefMs: 50, answerMs: ANSWER_MS, clock: time, clean, admin: doors.admin, wire: doors.wire,
  });
  const driver = client.driver();
  return { driver, ...stageOf(request, prefix, [`localhost:${port}`]), leave: () => leaveAll([() => driver.leave(), () => doors.leave(), () => client.close()], bus) };
}

async function leaveAll(parts: (() => Promise<unknown>)[], bus: RunningServiceBus): Promise<void> {
  try {
    for (const part of parts) await part();
  } finally {
    await bus.stop();
  }
}
