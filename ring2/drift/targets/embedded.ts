import { virtualClock } from '#core/clock';
import { RingproofError, reasonOf } from '#core/errors';
import { plainWebSocket } from '#emulators/service-bus/client-websocket';
import { type RunningServiceBus, startServiceBus } from '#emulators/service-bus/index';
import { parseConnectionString, redact } from '#ring2/drift/connection-string';
import type { Driver } from '#ring2/drift/driver';
import { connectAzureSdk } from '#ring2/drift/drivers/azure-sdk';
import type { DriftTarget, QueueRequest, TargetSession } from '#ring2/drift/target';

/** An emulator of its own in this process, on a virtual clock: locks expire at once, every run has fresh queues. */
export function embeddedTarget(transport: DriftTarget['transport']): DriftTarget {
  const name = transport === 'tcp' ? 'emulator:tcp' : 'emulator:ws';
  return { name, transport, clock: 'virtual', driver: 'azure-sdk-js', lacks: [], open: (queues) => openSession(name, transport, queues) };
}

const queueOf = ({ name, run }: Pick<QueueRequest, 'name' | 'run'>): string => `${name}-${run}`;

async function openSession(name: string, transport: DriftTarget['transport'], requests: readonly QueueRequest[]): Promise<TargetSession> {
  // Started at the real time: the client signs its tokens with it.
  const clock = virtualClock(Date.now());
  const wanted = new Map(requests.map((request) => [queueOf(request), request]));
  const queues = [...wanted].map(([queue, { lockDuration, maxDeliveryCount }]) => ({ name: queue, lockDuration, maxDeliveryCount }));
  const bus = await startServiceBus({ queues, clock }).catch((error: unknown) => {
    throw new RingproofError('RP_TARGET_UNREACHABLE', { target: name, reason: reasonOf(error) }, error);
  });
  const client = connectAzureSdk({
    connectionString: bus.connectionString,
    ...(transport === 'websocket' && { webSocketOptions: { webSocket: plainWebSocket } }),
    patienceMs: 1000,
    answerMs: 15_000,
    clock: turning(clock),
    clean: (text) => redact(text, parseConnectionString(bus.connectionString).secrets),
  });
  return {
    async enter(request) {
      const driver = client.driver();
      const queue = request ? queueOf(request) : 'ringproof-drift';
      return { driver, queue, names: { [queue]: 'queue' }, leave: () => driver.leave() };
    },
    close: () => closeBoth(client, bus),
  };
}

const turning = (clock: ReturnType<typeof virtualClock>): Pick<Driver, 'now' | 'wait'> => ({ now: () => clock.now(), wait: async (ms) => clock.advance(ms) });

async function closeBoth(client: { close(): Promise<void> }, bus: RunningServiceBus): Promise<void> {
  try {
    await client.close();
  } finally {
    await bus.stop();
  }
}
