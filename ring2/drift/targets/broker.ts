import { setTimeout as sleep } from 'node:timers/promises';
import { RingproofError } from '#core/errors';
import type { BrokerAddress } from '#ring2/drift/broker-address';
import { redact } from '#ring2/drift/connection-string';
import { BusError, type Driver, isAnswer } from '#ring2/drift/driver';
import { amqpGo } from '#ring2/drift/drivers/amqp-go';
import type { ClientLibrary } from '#ring2/drift/library';
import type { Capability } from '#ring2/drift/scenario';
import { entityName, stageOf } from '#ring2/drift/stage';
import { CannotTell, type DriftTarget, type StageRequest, type TargetSession } from '#ring2/drift/target';

/** What AMQP 1.0 has no word for, or has words for that Service Bus alone understands ($cbs, $management, its filters and annotations). */
const LACKS: readonly Capability[] = [
  'dead-letter', 'deferred', 'scheduled', 'peek', 'ttl', 'sessions', 'duplicate-detection', 'topics', 'forwarding', 'admin', 'wire', 'websocket', 'auth',
];
const PATIENCE = { patienceMs: 3000, briefMs: 500, answerMs: 10_000 };

/**
 * An AMQP 1.0 broker that is no Service Bus, such as RabbitMQ, with plain queues that exist or that it makes when somebody
 * names them. What is left to compare is sending, receiving, completing, abandoning and counting deliveries.
 * @throws RingproofError `RP_USAGE_VALUE` for a library that speaks to Service Bus alone
 */
export function brokerTarget(address: BrokerAddress, library: ClientLibrary): DriftTarget {
  if (library !== amqpGo) throw new RingproofError('RP_USAGE_VALUE', { flag: '--driver', value: library.name, expected: `${amqpGo.name}: the official clients speak to Service Bus alone.` });
  const name = `${address.host} (tcp)`;
  return { name, transport: 'tcp', clock: 'real', driver: library.name, jobs: 1, lacks: LACKS, open: (_requests, signal) => openSession(name, address, library, signal) };
}

async function openSession(name: string, { url, host, name: hostname, port, plain, secrets }: BrokerAddress, library: ClientLibrary, signal: AbortSignal | undefined): Promise<TargetSession> {
  const missing = (what: string) => () => Promise.reject(new CannotTell(`${name} has no ${what}`));
  const opened = await library.open();
  const client = await opened.connect({
    connectionString: url, host: hostname, port, transport: 'tcp', plain, ...PATIENCE, ...(signal && { signal }),
    clock: { now: () => Date.now(), wait: async (ms) => sleep(ms, undefined, signal && { signal }) },
    clean: (text) => redact(text, secrets), admin: missing('administration API'), wire: missing('$cbs'),
  });
  const close = async () => {
    await client.close();
    await opened.close();
  };
  try {
    await empty(client.driver(), 'ringproof-drift');
  } catch (error) {
    await close();
    throw error;
  }
  return {
    driverVersion: opened.version, alone: true,
    async enter(request) {
      const driver = client.driver();
      const prefix = `ringproof-drift-${request.scenario}`;
      await makeReady(driver, name, prefix, request);
      return { driver, ...stageOf(request, prefix, [host]), leave: () => driver.leave() };
    },
    close,
  };
}

/** There is one kind of queue; what an earlier run left in it is taken out. */
async function makeReady(driver: Driver, name: string, prefix: string, { scenario, entities: { queues = {} } }: StageRequest): Promise<void> {
  const special = Object.entries(queues).find(([role, needs]) => entityName(prefix, role) !== prefix || Object.keys(needs).length > 0);
  if (special) throw new CannotTell(`${scenario} needs a queue made to order, which ${name} cannot be asked for by AMQP 1.0`);
  for (const role of Object.keys(queues)) await empty(driver, entityName(prefix, role));
}

/** More than any scenario leaves behind: a queue this full is somebody's. */
const LIMIT = 50;

/** A refusal is an answer too: scenarios show it. */
async function empty(driver: Driver, queue: string): Promise<void> {
  try {
    for (let taken = 0; await driver.receive(queue, { mode: 'receive-and-delete', brief: true }); taken += 1) {
      if (taken === LIMIT) throw new CannotTell(`"${queue}" holds more than ${LIMIT} messages, which ringproof did not leave there: empty it first`);
    }
  } catch (error) {
    if (!(error instanceof BusError) || !isAnswer(error)) throw error;
  }
}
