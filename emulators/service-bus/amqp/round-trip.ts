import { type Duplex, duplexPair } from 'node:stream';
import rhea, { type ConnectionOptions, type EventContext } from 'rhea';
import { realClock } from '#core/clock';
import { createAmqpServer } from '#emulators/service-bus/amqp/container';
import { ACCEPTED } from '#emulators/service-bus/amqp/outcomes';
import type { Broker } from '#emulators/service-bus/amqp/peer';
import type { ByteStream } from '#emulators/service-bus/amqp/rhea/internals';
import { createGate } from '#emulators/service-bus/auth/gate';
import { FaultPlan } from '#emulators/service-bus/state/fault-plan';
import { NO_IDLENESS } from '#emulators/service-bus/state/idleness';
import { Namespace } from '#emulators/service-bus/state/namespace';
import { pseudoRandom } from '#core/pseudo-random';
import { STANDARD } from '#emulators/service-bus/state/queue-options';

const PROBE = 'probe';
const PATIENCE_MS = 5000;

/**
 * Sends, receives and completes a message by AMQP within the process, on a queue of its own, and through this broker's
 * disk when it has one. Rejects with the reason when that fails or takes five seconds.
 */
export async function roundTrip({ namespace: { clock }, durable }: Broker): Promise<void> {
  const namespace = new Namespace('health', clock);
  namespace.addQueue(PROBE, STANDARD);
  const gate = createGate({ mode: 'off', keysAt: () => [], now: () => clock.now(), warn: () => undefined });
  const server = createAmqpServer({ namespace, gate, durable, idleness: NO_IDLENESS, faults: new FaultPlan(pseudoRandom), journal: { exchanges: [], add: () => undefined } });
  const [near, far] = duplexPair();
  server.accept(far);
  const connection = rhea.create_container().connect(inProcess(near));
  try {
    await new Promise<void>((resolve, reject) => {
      const cancel = realClock.after(PATIENCE_MS, () => reject(new Error(`A message did not come back within ${PATIENCE_MS} ms.`)));
      const fail = ({ delivery }: EventContext) => reject(new Error(`The message was refused: ${reasonIn(delivery?.remote_state)}`));
      const sender = connection.open_sender(PROBE).once('sendable', () => void sender.send({ body: PROBE }));
      sender.on('rejected', fail);
      const receiver = connection.open_receiver({ source: PROBE, autoaccept: false });
      receiver.on('message', ({ delivery }: EventContext) => delivery?.update(false, ACCEPTED));
      // The broker settles a completion once it has done it.
      receiver.on('settled', () => { cancel(); resolve(); });
      for (const event of ['connection_error', 'disconnected', 'error']) connection.on(event, () => reject(new Error('The connection within the process broke.')));
    });
  } finally {
    connection.removeAllListeners();
    connection.close();
    near.destroy();
    far.destroy();
    namespace.close();
  }
}

/** rhea asks this for a socket instead of dialling. */
function inProcess(near: Duplex): ConnectionOptions {
  const stream: ByteStream = {
    on: (event, handler) => near.on(event, handler),
    // A pair hands over at once, and rhea does not expect input while it writes.
    write: (data) => setImmediate(() => { if (near.writable) near.write(data); }),
    end: () => near.end(),
    destroy: () => near.destroy(),
  };
  const connect = (_port: number, _host: string, _options: unknown, connected: () => void) => {
    setImmediate(connected);
    return stream;
  };
  return { reconnect: false, username: PROBE, connection_details: () => ({ port: 0, host: '', connect }) } as unknown as ConnectionOptions;
}

const reasonIn = (state: unknown): string => (state as { error?: { description?: string } } | undefined)?.error?.description ?? 'no reason given';
