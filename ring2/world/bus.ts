import { createChanges } from '#core/changes';
import type { Clock } from '#core/clock';
import { createJournal } from '#core/exchange';
import { type BusOperator, busOperator } from '#emulators/platform/bus-operator';
import { QUEUES } from '#emulators/platform/bus';
import { startServiceBus } from '#emulators/service-bus/index';
import type { BusHands } from '#journeys/world';
import { startRelay } from '#ring2/world/relay';

export interface EmbeddedBus {
  /** Through the relay: what the platform is given. */
  connectionString: string;
  hands: BusHands;
  stop(): Promise<void>;
}

interface ShownEntity { path: string; counts: { total: number } }

/** A Service Bus emulator behind a relay, with the hands to disturb it. */
export async function startEmbeddedBus(time: Clock): Promise<EmbeddedBus> {
  // AMQP's timestamps are whole milliseconds.
  const clock: Clock = { ...time, now: () => Math.floor(time.now()) };
  const changes = createChanges(clock);
  const bus = await startServiceBus({ queues: Object.values(QUEUES).map((name) => ({ name })), clock, journal: createJournal(() => changes.changed()) });
  const relay = await startRelay(bus.port);
  let open: BusOperator | undefined;
  // Past the relay: an operator's console is not cut off with the services.
  const operator = () => (open ??= busOperator(bus.connectionString));
  const isEmpty = async (entity: string) => {
    const response = await fetch(`http://127.0.0.1:${bus.port}/ringproof/entities?entity=${entity}&messages=0`);
    const { entities } = (await response.json()) as { entities: ShownEntity[] };
    return entities.find(({ path }) => path === entity)?.counts.total === 0;
  };
  return {
    connectionString: bus.connectionString.replace(`:${bus.port};`, `:${relay.port};`),
    hands: {
      fault: async (fault) => void bus.inject(fault),
      cut: async () => relay.cut(),
      send: (entity, body) => operator().send(entity, body),
      deadLetters: (entity, count) => operator().deadLetters(entity, count),
      resubmit: (entity) => operator().resubmit(entity),
      async emptied(entity, timeoutMs) {
        const end = clock.now() + timeoutMs;
        for (;;) {
          let stirred = false;
          const next = changes.until(() => stirred || !(stirred = true), end - clock.now());
          if (await isEmpty(entity)) return true;
          if (!(await next)) return false;
        }
      },
    },
    async stop() {
      await open?.close();
      await relay.close();
      await bus.stop();
    },
  };
}
