import type { Clock } from '#core/clock';
import type { Journal } from '#core/exchange';
import type { Bus } from '#emulators/platform/bus';

/** The same bus, with every message the service sends or takes and each refusal of one written into its journal. */
export function journaledBus(bus: Bus, service: string, journal: Journal, clock: Clock): Bus {
  return {
    async send(entity, message) {
      const at = clock.now();
      await bus.send(entity, message);
      journal.add({ kind: 'message', at, from: service, to: entity, entity, body: message.body, properties: { ...message.properties, contentType: message.contentType } });
    },
    consume: (entity, handler, concurrency) => bus.consume(entity, async (delivery) => {
      const { body, properties, contentType } = delivery;
      journal.add({ kind: 'message', at: clock.now(), from: entity, to: service, entity, body, properties: { ...properties, contentType } });
      const settlement = await handler(delivery);
      if (settlement.kind === 'dead-letter') {
        const why = { deadLetterReason: settlement.reason, deadLetterErrorDescription: settlement.description };
        journal.add({ kind: 'message', at: clock.now(), from: service, to: `${entity}/$deadletterqueue`, entity: `${entity}/$deadletterqueue`, body, properties: why });
      }
      return settlement;
    }, concurrency),
    close: () => bus.close(),
  };
}
