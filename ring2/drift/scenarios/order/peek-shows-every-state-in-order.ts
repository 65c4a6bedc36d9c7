import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { defer, receive, schedule, send, step } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'peek-shows-every-state-in-order',
  ids: ['D64'],
  source: 'message-browsing, L8',
  origin: 'documented',
  expects: 'Peeking shows all that is there in the order of sequence numbers, deferred, locked, active and scheduled messages alike, each with its state.',
  contracts: [],
  tier: 'fast',
  needs: ['peek', 'deferred', 'scheduled'],
  entities: { queues: { queue: { lockDuration: 'PT1M', maxDeliveryCount: 10 } } },
  shows: {
    'peek at all': { states: ['deferred', 'active', 'scheduled', 'active'], bodies: ['to defer', 'to lock', 'to schedule', 'to leave'], ascending: true },
    'peek from the third on': { bodies: ['to schedule', 'to leave'] },
    'peek at two': { bodies: ['to defer', 'to lock'] },
  },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message({ body: 'to defer' }), 'send the first');
    yield* send(bus, queue, message({ body: 'to lock' }), 'send the second');
    const scheduled = yield* schedule(bus, queue, message({ body: 'to schedule' }), bus.now() + 600_000, 'schedule the third');
    yield* send(bus, queue, message({ body: 'to leave' }), 'send the fourth');
    const first = yield* receive(bus, queue, 'receive the first');
    yield* defer(bus, first, 'defer the first');
    yield* receive(bus, queue, 'lock the second');

    const look = (name: string, max: number, from?: string) => step(name, 'peek', () => bus.peek(queue, max, from), (messages) => {
      const numbers = messages.map(({ sequenceNumber }) => BigInt(sequenceNumber ?? 0));
      return {
        states: exact(messages.map(({ state }) => state)), bodies: exact(messages.map(({ body }) => body)),
        ascending: exact(numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0n))),
      };
    });
    yield* look('peek at all', 10);
    yield* look('peek from the third on', 10, scheduled);
    yield* look('peek at two', 2);
  },
});
