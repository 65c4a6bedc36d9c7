import { realClock } from '#core/clock';
import { type Journal, createJournal } from '#core/exchange';
import type { Target } from '#core/target';
import type { Bus } from '#emulators/platform/bus';
import { azureBus } from '#emulators/platform/bus-azure';
import { journaledBus } from '#emulators/platform/bus-journal';
import { virtual } from '#emulators/platform/http/control';
import { listen } from '#emulators/platform/http/listen';
import { type PlatformOptions, SERVICES, type ServiceName } from '#emulators/platform/options';
import { programs } from '#emulators/platform/programs';

export type { Around, PlatformOptions, ServiceName } from '#emulators/platform/options';

/** One service, which can stop and come back at its address; what the backend has stored is kept. */
export interface Part {
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface RunningPlatform {
  urls: Record<ServiceName, string>;
  journals: Record<ServiceName, Journal>;
  targets: Record<ServiceName, Target>;
  parts: Record<ServiceName, Part>;
  stop(): Promise<void>;
}

/**
 * Starts the virtual platform: backend, requests-proxy, averaging-service and jobs-manager, which listens on the bus
 * only when pods can run. Services meet over HTTP and the bus only, as the real ones do.
 * @throws RingproofError `RP_CONNECTION_STRING`, `RP_PORT_TAKEN`, `RP_EDGE_LOGIN`
 */
export async function startPlatform(options: PlatformOptions): Promise<RunningPlatform> {
  const closers: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    return { ...(await startServices(options, closers)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startServices(options: PlatformOptions, closers: (() => Promise<void>)[]): Promise<Omit<RunningPlatform, 'stop'>> {
  const { host = '127.0.0.1', ports = {}, onExchange, around = {} } = options;
  const ofEach = <T>(make: (service: ServiceName) => T) => Object.fromEntries(SERVICES.map((service) => [service, make(service)])) as Record<ServiceName, T>;
  const journals = ofEach(() => createJournal(onExchange));
  const doors = {} as Record<ServiceName, Awaited<ReturnType<typeof listen>>>;
  for (const service of SERVICES) {
    const door = await listen(NOTHING, { host, port: ports[service] ?? 0 });
    closers.push(() => door.close());
    door.serve(undefined);
    doors[service] = door;
  }
  const urls = ofEach((service) => doors[service].url);
  const runs = programs(options, urls, journals);
  const parts = ofEach((service) => partOf(async (openBus) => {
    const { serve, work } = await runs[service](openBus);
    doors[service].serve(around[service]?.(serve) ?? serve);
    await work?.();
  }, () => doors[service].serve(undefined), (string) => journaledBus(azureBus(string, options.onBusError, options.busRetry), service, journals[service], options.clock ?? realClock)));
  for (const service of SERVICES) {
    closers.push(() => parts[service].stop());
    await parts[service].start();
  }
  return { urls, journals, parts, targets: ofEach((service) => target(service, urls)) };
}

const NOTHING = { fetch: () => new Response(null, { status: 503 }) };

/** A program between its start and its end: its buses are closed with it. */
function partOf(run: (openBus: (connectionString: string) => Bus) => Promise<void>, hide: () => void, open: (connectionString: string) => Bus): Part {
  let buses: Bus[] = [];
  return {
    start: () => run((string) => {
      const bus = open(string);
      buses.push(bus);
      return bus;
    }),
    async stop() {
      hide();
      const closing = buses;
      buses = [];
      await Promise.all(closing.map((bus) => bus.close()));
    },
  };
}

const target = (service: ServiceName, urls: Record<ServiceName, string>): Target => ({
  ...virtual(service),
  http: { baseUrl: urls[service], statesUrl: `${urls[service]}/_ringproof/states`, messagesUrl: `${urls[service]}/_ringproof/messages` },
});
