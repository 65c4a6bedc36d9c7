import { type Clock, realClock } from '#core/clock';
import { RingproofError } from '#core/errors';
import { type Journal, createJournal } from '#core/exchange';
import { createAmqpServer } from '#emulators/service-bus/amqp/container';
import { queueConfigs } from '#emulators/service-bus/config/queue-configs';
import { type QueueConfig, toOptions } from '#emulators/service-bus/config/queue-config';
import { listen } from '#emulators/service-bus/listener/listen';
import { Namespace } from '#emulators/service-bus/state/namespace';

export { plainWebSocket } from '#emulators/service-bus/client-websocket';
export { readConfig } from '#emulators/service-bus/config/read-config';
export type { QueueConfig } from '#emulators/service-bus/config/queue-config';

export interface ServiceBusOptions {
  queues?: QueueConfig[];
  /** A parsed Config.json of the official emulator; its queues are added to `queues`. */
  config?: unknown;
  /** Time for locks, expiry and schedules; a virtual clock makes them instant. */
  clock?: Clock;
  /** Default 127.0.0.1. */
  host?: string;
  /** Default 0, any free port. */
  port?: number;
  journal?: Journal;
  /** The namespace's name as it stands in error texts. */
  namespace?: string;
}

export interface RunningServiceBus extends AsyncDisposable {
  connectionString: string;
  host: string;
  port: number;
  journal: Journal;
  queueNames(): string[];
  /**
   * Empties one queue with its dead-letter queue, or all of them. Open links stay; held sessions are lost.
   * @throws RingproofError `RP_USAGE_VALUE` for an unknown entity
   */
  reset(entity?: string): void;
  stop(): Promise<void>;
}

/**
 * Starts an Azure Service Bus in this process: AMQP 1.0 over TCP and over WebSocket on one port.
 * @throws RingproofError `RP_PORT_TAKEN`, `RP_CONFIG_INVALID`
 */
export async function startServiceBus(options: ServiceBusOptions = {}): Promise<RunningServiceBus> {
  const { clock = realClock, journal = createJournal(), namespace: name = 'sbemulatorns', host = '127.0.0.1', port = 0 } = options;
  const namespace = new Namespace(name, clock);
  const configured = options.config === undefined ? [] : queueConfigs(options.config, 'config');
  for (const queue of [...(options.queues ?? []), ...configured]) {
    if (namespace.find(queue.name)) throw new RingproofError('RP_CONFIG_INVALID', { file: 'queues', problem: `there are two queues named "${queue.name}".` });
    namespace.addQueue(queue.name, toOptions(queue));
  }
  const listener = await listen(createAmqpServer({ namespace, journal }), host, port);
  const stop = async () => {
    await listener.stop();
    namespace.reset();
  };
  const queueNames = () => namespace.queues().map((queue) => queue.name);
  return {
    connectionString: connectionString(host, listener.port),
    host, port: listener.port, journal, stop, queueNames,
    reset(entity) {
      if (entity === undefined || namespace.find(entity)) return namespace.reset(entity);
      throw new RingproofError('RP_USAGE_VALUE', { flag: 'The entity to reset', value: entity, expected: `Known: ${queueNames().join(', ')}.` });
    },
    [Symbol.asyncDispose]: stop,
  };
}

/** The official emulator's string, with a port. */
function connectionString(host: string, port: number): string {
  const shown = host === '127.0.0.1' || host === '::1' ? 'localhost' : host;
  return `Endpoint=sb://${shown}:${port};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;`;
}
