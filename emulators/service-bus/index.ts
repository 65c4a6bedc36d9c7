import { type Clock, realClock } from '#core/clock';
import { RingproofError } from '#core/errors';
import type { Journal } from '#core/exchange';
import { createAdministration } from '#emulators/service-bus/admin/handler';
import { contentCodec } from '#emulators/service-bus/amqp/codec/view';
import { roundTrip } from '#emulators/service-bus/amqp/round-trip';
import { createAmqpServer } from '#emulators/service-bus/amqp/container';
import { type AuthMode, createGate } from '#emulators/service-bus/auth/gate';
import { ALL_RIGHTS, type Right, entityKeys, withImplied } from '#emulators/service-bus/auth/keys';
import { boundedJournal } from '#emulators/service-bus/control/bounded-journal';
import { createControlHandler } from '#emulators/service-bus/control/handler';
import { checkedFault } from '#emulators/service-bus/control/checked-fault';
import { addEntities } from '#emulators/service-bus/config/add-entities';
import { emulatorEntities } from '#emulators/service-bus/config/emulator-config';
import type { QueueConfig, TopicConfig } from '#emulators/service-bus/config/queue-config';
import type { Disk } from '#emulators/service-bus/disk/open-disk';
import { listen } from '#emulators/service-bus/listener/listen';
import { FaultPlan, type InjectedFault } from '#emulators/service-bus/state/fault-plan';
import { NO_IDLENESS, idleness } from '#emulators/service-bus/state/idleness';
import { Namespace } from '#emulators/service-bus/state/namespace';
import { PROFILES, type ProfileName } from '#emulators/service-bus/state/profile';
import { pseudoRandom } from '#core/pseudo-random';
import { createTrust } from '#emulators/service-bus/tls/trust';

export { plainWebSocket } from '#emulators/service-bus/client-websocket';
export { readConfig } from '#emulators/service-bus/config/read-config';
export { PROFILE_NAMES, type ProfileName } from '#emulators/service-bus/state/profile';
export type { InjectedFault } from '#emulators/service-bus/state/fault-plan';
export type { CorrelationFilterConfig, QueueConfig, RuleConfig, SubscriptionConfig, TopicConfig } from '#emulators/service-bus/config/queue-config';

export interface ServiceBusOptions {
  queues?: QueueConfig[];
  topics?: TopicConfig[];
  /** A parsed Config.json of the official emulator; its entities are added to `queues` and `topics`. */
  config?: unknown;
  /** Which tier's limits and defaults; default `standard`. */
  profile?: ProfileName;
  /** Time for locks, expiry and schedules; a virtual clock makes them instant. */
  clock?: Clock;
  /**
   * Whether idle links and connections are ended as the cloud ends them. Default: with the machine's clock only, because
   * a clock turned by an hour would find every client idle.
   */
  idleTimeouts?: boolean;
  /** Default 127.0.0.1. */
  host?: string;
  /** Default 0, any free port. */
  port?: number;
  /** Instead of one of its own that keeps the last `journalLimit` exchanges. */
  journal?: Journal;
  /** Default 10 000. */
  journalLimit?: number;
  /** A folder that outlives the process: messages, sessions and entities are written there before they are acknowledged. */
  data?: string;
  /** The namespace's name as it stands in error texts. */
  namespace?: string;
  /** Whether tokens are checked against the keys of the namespace and its entities: not at all (the default), with a word to `onUnauthorized`, or strictly. */
  auth?: AuthMode;
  /** More keys of the namespace than the connection string's, as its shared access policies. */
  keys?: { name: string; key: string; rights: Right[] }[];
  /** With `auth: 'warn'`: told what the cloud would have refused. */
  onUnauthorized?: (problem: string) => void;
}

export interface RunningServiceBus extends AsyncDisposable {
  connectionString: string;
  host: string;
  port: number;
  journal: Journal;
  queueNames(): string[];
  topicNames(): string[];
  /** The certificate that a client of `amqps`, `wss` or `https` must trust, in PEM; made when first asked for. */
  caPem(): Promise<string>;
  /**
   * Writes that certificate to `file`, by default one of its own that goes with the emulator, and returns its name.
   * @throws RingproofError `RP_FILE_UNWRITABLE`
   */
  caFile(file?: string): Promise<string>;
  /**
   * Empties one entity with its dead-letter queue (a topic with its subscriptions), or all of them, injected faults
   * too. Open links stay; held sessions are lost; the journal stays.
   * @throws RingproofError `RP_USAGE_VALUE` for an unknown entity
   */
  reset(entity?: string): void;
  /**
   * Lets a fault happen to the next exchanges that it matches; the returned function takes it back.
   * @throws RingproofError `RP_USAGE_VALUE`
   */
  inject(fault: InjectedFault): () => void;
  stop(): Promise<void>;
}

/**
 * Starts an Azure Service Bus in this process: AMQP 1.0 over TCP and over WebSocket, and HTTP, each plain or over TLS, on one port.
 * @throws RingproofError `RP_PORT_TAKEN`, `RP_CONFIG_INVALID`
 */
export async function startServiceBus(options: ServiceBusOptions = {}): Promise<RunningServiceBus> {
  const { clock = realClock, journalLimit = 10_000, journal = boundedJournal(journalLimit), namespace: name = 'sbemulatorns', host = '127.0.0.1', port = 0 } = options;
  const namespace = new Namespace(name, clock, { profile: PROFILES[options.profile ?? 'standard'], codec: contentCodec });
  const configured = options.config === undefined ? undefined : emulatorEntities(options.config, 'config');
  addEntities(namespace, {
    queues: [...(options.queues ?? []), ...(configured?.queues ?? [])], topics: [...(options.topics ?? []), ...(configured?.topics ?? [])],
  });
  const faults = new FaultPlan(pseudoRandom);
  const keys = [{ ...KEY, rights: ALL_RIGHTS }, ...(options.keys ?? [])].map(({ name: keyName, key, rights }) => ({ name: keyName, key, rights: withImplied(rights) }));
  const keysAt = (path: string) => [...keys, ...entityKeys(namespace, path)];
  const gate = createGate({ mode: options.auth ?? 'off', keysAt, now: () => clock.now(), warn: options.onUnauthorized ?? (() => undefined) });
  const trust = createTrust(host);
  const { certificate, caFile } = trust;
  const disk = options.data === undefined ? undefined : await openDataFolder(options.data, namespace);
  const durable = disk?.safe ?? ((safe: (failure?: Error) => void) => safe());
  const idle = options.idleTimeouts ?? clock === realClock ? idleness(clock) : NO_IDLENESS;
  const broker = { namespace, journal, faults, gate, durable, idleness: idle };
  const reset = (entity?: string) => {
    if (entity === undefined) faults.clear();
    else if (!namespace.find(entity)) throw new RingproofError('RP_USAGE_VALUE', { flag: 'The entity to reset', value: entity, expected: `Known: ${[...queueNames(), ...topicNames()].join(', ')}.` });
    namespace.reset(entity);
  };
  const control = createControlHandler({ namespace, clock, journal, faults, reset, roundTrip: () => roundTrip(broker) });
  const administration = createAdministration({ namespace, durable, gate });
  const listener = await listen({ amqp: createAmqpServer(broker), webSockets: namespace.profile.webSockets, http: [control, administration], certificate }, host, port).catch(async (thrown: unknown) => {
    await disk?.close();
    throw thrown;
  });
  const stop = async () => {
    await listener.stop();
    idle.stop();
    await disk?.close();
    namespace.close();
    await trust.stop();
  };
  const topicNames = () => namespace.topics().map((topic) => topic.name);
  const queueNames = () => namespace.queues().map((queue) => queue.name);
  return {
    connectionString: connectionString(host, listener.port),
    host, port: listener.port, journal, stop, reset, queueNames, topicNames, caFile,
    caPem: async () => (await certificate()).caPem,
    inject(fault) {
      const { id } = faults.add(checkedFault(fault));
      return () => void faults.delete(id);
    },
    [Symbol.asyncDispose]: stop,
  };
}

/** Loaded when it is asked for: most emulators live in memory. */
async function openDataFolder(folder: string, namespace: Namespace): Promise<Disk> {
  const { openDisk } = await import('#emulators/service-bus/disk/open-disk');
  return openDisk(folder, namespace);
}

const KEY = { name: 'RootManageSharedAccessKey', key: 'SAS_KEY_VALUE' };

/** The official emulator's string, with a port. */
function connectionString(host: string, port: number): string {
  const shown = ['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host) ? 'localhost' : host;
  return `Endpoint=sb://${shown}:${port};SharedAccessKeyName=${KEY.name};SharedAccessKey=${KEY.key};UseDevelopmentEmulator=true;`;
}
