import { deadLetterOf } from '#ring2/drift/driver';
import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, receiveNothing, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'entity-caps-time-to-live',
  ids: ['D22'],
  source: 'message-expiration, service-bus-messages-payloads (TimeToLive)',
  origin: 'documented',
  expects: 'A time to live longer than the entity’s default is silently cut to it, and one left out is the default.',
  contracts: [],
  tier: 'fast',
  needs: ['ttl', 'dead-letter'],
  entities: { queues: { queue: { defaultMessageTimeToLive: 'PT10S', deadLetteringOnMessageExpiration: true } } },
  shows: {
    'receive the long-lived one': { timeToLive: 10_000 },
    'receive after the default': 'nothing',
    'receive the long-lived one from the dead-letter queue': { messageId: 'message#2', deadLetterReason: 'TTLExpiredException' },
    'receive the other from the dead-letter queue': { messageId: 'message#3', deadLetterReason: 'TTLExpiredException' },
  },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message({ timeToLive: 3_600_000 }), 'send a long-lived one');
    const adjusted = yield* receive(bus, queue, 'receive the long-lived one');
    yield* complete(bus, adjusted, 'complete the long-lived one');

    yield* send(bus, queue, message({ timeToLive: 3_600_000 }), 'send another long-lived one');
    await bus.wait(12_000);
    yield* receiveNothing(bus, queue, 'receive after the default');
    const cut = yield* receive(bus, deadLetterOf(queue), 'receive the long-lived one from the dead-letter queue');
    yield* complete(bus, cut, 'complete the long-lived one in the dead-letter queue');

    yield* send(bus, queue, message(), 'send one without a time to live');
    await bus.wait(12_000);
    yield* receiveNothing(bus, queue, 'receive after the default again');
    const other = yield* receive(bus, deadLetterOf(queue), 'receive the other from the dead-letter queue');
    yield* complete(bus, other, 'complete the other');
  },
});
