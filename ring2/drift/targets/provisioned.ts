import { setTimeout as sleep } from 'node:timers/promises';
import { type BusAddress, redact } from '#ring2/drift/connection-string';
import { BusError, type Driver, deadLetterOf, isAnswer } from '#ring2/drift/driver';
import { connectAdmin } from '#ring2/drift/drivers/azure-sdk-admin';
import { type NamedQueue, named } from '#ring2/drift/entities';
import type { Client, ClientLibrary, ConnectOptions } from '#ring2/drift/library';
import { entityName, stageOf } from '#ring2/drift/stage';
import { CannotTell, type DriftTarget, type StageRequest, type TargetSession } from '#ring2/drift/target';
import { createDoors } from '#ring2/drift/targets/doors';
import { emptyQueue } from '#ring2/drift/targets/empty-queue';
import { connectWire } from '#ring2/drift/wire/connect';

type Patience = Pick<ConnectOptions, 'patienceMs' | 'briefMs' | 'answerMs'>;

/**
 * Any Service Bus by its connection string: a real namespace, the official emulator, another emulator. Time is real, and
 * queues must exist under the names asked for; what earlier runs left in them is removed.
 */
export function provisionedTarget(address: BusAddress, library: ClientLibrary, patience: Patience = { patienceMs: 10_000, briefMs: 3000, answerMs: 15_000 }): DriftTarget {
  const { host, transport } = address;
  return {
    name: `${host} (${transport})`,
    transport,
    clock: 'real',
    driver: library.name,
    jobs: 1,
    lacks: [],
    open: (_requests, signal) => openSession(address, library, patience, signal),
  };
}

async function openSession(address: BusAddress, library: ClientLibrary, patience: Patience, signal: AbortSignal | undefined): Promise<TargetSession> {
  const { connectionString, host, secrets, plain, key } = address;
  const clean = (text: string) => redact(text, secrets);
  const { answerMs } = patience;
  const [name = host, port] = host.split(':');
  const portOf = (by: BusAddress['transport']) => Number(port ?? (by === 'websocket' ? 443 : plain ? 5672 : 5671));
  const doors = createDoors({
    admin: async () => connectAdmin({ connectionString, answerMs, clean }),
    wire: (by = address.transport) => connectWire({ host: name, port: portOf(by), transport: by, plain, key }, { answerMs }),
  });
  const opened = await library.open();
  const close = async (client?: Client): Promise<void> => {
    await client?.close();
    await opened.close();
  };
  let client: Client | undefined;
  try {
    client = await opened.connect({
      connectionString, host: name, port: portOf(address.transport), transport: address.transport, plain,
      ...patience,
      ...(signal && { signal }),
      clock: { now: () => Date.now(), wait: async (ms) => sleep(ms, undefined, signal && { signal }) },
      clean, admin: doors.admin, wire: doors.wire,
    });
    await assertAnswers(client.driver());
  } catch (error) {
    await close(client);
    throw error;
  }
  const connected = client;
  return {
    driverVersion: opened.version,
    async enter(request) {
      const driver = connected.driver();
      const prefix = `ringproof-drift-${request.scenario}`;
      const leave = async () => {
        await driver.leave();
        await doors.leave();
      };
      await makeReady(driver, host, prefix, request);
      return { driver, ...stageOf(request, prefix, [host]), leave };
    },
    close: () => close(connected),
  };
}

/** Any answer will do, a refusal too: asked once, so that a dead target does not cost every scenario its patience. */
async function assertAnswers(driver: Driver & { leave(): Promise<void> }): Promise<void> {
  try {
    await driver.peek('ringproof-drift', 1);
  } catch (error) {
    if (!(error instanceof BusError) || !isAnswer(error)) throw error;
  } finally {
    await driver.leave();
  }
}

/** Only plain queues can be emptied without leaving a trace; other entities want to be made for each run. */
async function makeReady(driver: Driver, host: string, prefix: string, { scenario, entities }: StageRequest): Promise<void> {
  const { queues, topics } = named(entities, (role) => entityName(prefix, role));
  const special = topics.length > 0 || queues.some(({ name, ...needs }) => name !== prefix || Object.keys(needs).some((need) => need !== 'lockDuration' && need !== 'maxDeliveryCount'));
  if (special) throw new CannotTell(`${scenario} needs entities made for each run, which ringproof does not do on ${host} yet`);
  for (const queue of queues) await empty(driver, host, queue);
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
