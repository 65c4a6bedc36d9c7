import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceBusClientOptions } from '@azure/service-bus';
import { WebSocket } from 'ws';
import { plainWebSocket } from '#emulators/service-bus/client-websocket';
import { type BusAddress, redact } from '#ring2/drift/connection-string';
import { BusError, type Driver, deadLetterOf, isAnswer } from '#ring2/drift/driver';
import { type AzureSdkOptions, connectAzureSdk } from '#ring2/drift/drivers/azure-sdk';
import { CannotTell, type DriftTarget, type QueueRequest, type TargetSession } from '#ring2/drift/target';
import { emptyQueue } from '#ring2/drift/targets/empty-queue';

type Patience = Pick<AzureSdkOptions, 'patienceMs' | 'answerMs'>;

/**
 * Any Service Bus by its connection string: a real namespace, the official emulator, another emulator. Time is real, and
 * queues must exist under the names asked for; what earlier runs left in them is removed.
 */
export function provisionedTarget(address: BusAddress, patience: Patience = { patienceMs: 10_000, answerMs: 15_000 }): DriftTarget {
  const { host, transport } = address;
  return {
    name: `${host} (${transport})`,
    transport,
    clock: 'real',
    driver: 'azure-sdk-js',
    lacks: [],
    open: (_queues, signal) => openSession(address, patience, signal),
  };
}

async function openSession(address: BusAddress, patience: Patience, signal: AbortSignal | undefined): Promise<TargetSession> {
  const { connectionString, host, secrets } = address;
  const client = connectAzureSdk({
    connectionString,
    ...(address.transport === 'websocket' && { webSocketOptions: webSocketOptions(address) }),
    ...patience,
    ...(signal && { signal }),
    clock: { now: () => Date.now(), wait: async (ms) => sleep(ms, undefined, signal && { signal }) },
    clean: (text) => redact(text, secrets),
  });
  try {
    await assertAnswers(client.driver());
  } catch (error) {
    await client.close();
    throw error;
  }
  return {
    async enter(request) {
      const driver = client.driver();
      const queue = request?.name ?? 'ringproof-drift';
      if (request) await makeReady(driver, host, request);
      return { driver, queue, names: { [queue]: 'queue', [host]: 'host' }, leave: () => driver.leave() };
    },
    close: () => client.close(),
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

/** The emulator speaks plain WebSocket where the official client would insist on TLS. */
const webSocketOptions = ({ plain }: BusAddress): NonNullable<ServiceBusClientOptions['webSocketOptions']> => ({ webSocket: plain ? plainWebSocket : WebSocket });

async function makeReady(driver: Driver, host: string, { name, lockDuration, maxDeliveryCount }: QueueRequest): Promise<void> {
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
