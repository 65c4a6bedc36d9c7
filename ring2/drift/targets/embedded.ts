import { virtualClock } from '#core/clock';
import { RingproofError, reasonOf } from '#core/errors';
import { plainWebSocket } from '#emulators/service-bus/client-websocket';
import { type RunningServiceBus, startServiceBus } from '#emulators/service-bus/index';
import { parseConnectionString, redact } from '#ring2/drift/connection-string';
import { connectAzureSdk } from '#ring2/drift/drivers/azure-sdk';
import { connectAdmin } from '#ring2/drift/drivers/azure-sdk-admin';
import { named } from '#ring2/drift/entities';
import { entityName, stageOf } from '#ring2/drift/stage';
import type { DriftTarget, Ground, StageRequest } from '#ring2/drift/target';
import { createDoors } from '#ring2/drift/targets/doors';
import { connectWire } from '#ring2/drift/wire/connect';

const ANSWER_MS = 15_000;

/** An emulator of its own for each run, in this process and on a virtual clock: locks expire at once, nothing is left over. */
export function embeddedTarget(transport: DriftTarget['transport']): DriftTarget {
  const name = transport === 'tcp' ? 'emulator:tcp' : 'emulator:ws';
  return {
    name, transport, clock: 'virtual', driver: 'azure-sdk-js', product: 'ringproof emulator', lacks: [],
    open: async () => ({ enter: (request) => enter(name, transport, request), close: async () => undefined }),
  };
}

async function enter(name: string, transport: DriftTarget['transport'], request: StageRequest): Promise<Ground> {
  const prefix = `ringproof-drift-${request.scenario}`;
  // Started at the real time: the client signs its tokens with it.
  const clock = virtualClock(Date.now());
  const time = { now: () => clock.now(), wait: async (ms: number) => clock.advance(ms) };
  // The client renews its tokens by real time, so a virtual hour would end every link where they are checked.
  const auth = request.checksTokens ? 'enforce' : 'off';
  const bus = await startServiceBus({ ...named(request.entities, (role) => entityName(prefix, role)), clock, auth, idleTimeouts: true }).catch((error: unknown) => {
    throw new RingproofError('RP_TARGET_UNREACHABLE', { target: name, reason: reasonOf(error) }, error);
  });
  const { connectionString, port } = bus;
  const { secrets, key } = parseConnectionString(connectionString);
  const clean = (text: string) => redact(text, secrets);
  const doors = createDoors({
    admin: async () => connectAdmin({ connectionString, ca: await bus.caPem(), answerMs: ANSWER_MS, clean }),
    wire: (by = transport) => connectWire({ host: 'localhost', port, transport: by, plain: true, key }, { answerMs: ANSWER_MS }),
  });
  const client = connectAzureSdk({
    connectionString, ...(transport === 'websocket' && { webSocketOptions: { webSocket: plainWebSocket } }),
    patienceMs: 1000, briefMs: 50, answerMs: ANSWER_MS, clock: time, clean, admin: doors.admin, wire: doors.wire,
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
