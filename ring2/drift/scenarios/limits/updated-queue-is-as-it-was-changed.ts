import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, send } from '#ring2/drift/steps/index';
import { administer, described } from '#ring2/drift/steps/admin';

export default defineScenario({
  name: 'updated-queue-is-as-it-was-changed',
  ids: ['D119'],
  source: 'recorded answers of the tests of azure-sdk-for-js (atomManagement)',
  origin: 'documented',
  expects: 'An update changes what it names, for the messages that come then too, and leaves the rest.',
  contracts: [],
  tier: 'fast',
  needs: ['admin'],
  entities: {},
  shows: { update: { lockDuration: 'PT10S', maxDeliveryCount: 3 }, 'look at it': { lockDuration: 'PT10S', maxDeliveryCount: 3 }, receive: { lockedUntil: 10_000 } },

  async *run(bus, { fresh, message }) {
    const admin = await bus.admin();
    const queue = fresh('changed');
    const facts = described('lockDuration', 'maxDeliveryCount');
    yield* administer('create', () => admin.createQueue(queue, { lockDuration: 'PT1M', maxDeliveryCount: 3, defaultMessageTimeToLive: 'PT1H' }), facts);
    yield* administer('update', () => admin.updateQueue(queue, { lockDuration: 'PT10S' }), facts);
    yield* administer('look at it', () => admin.queue(queue), facts);
    yield* send(bus, queue, message());
    const received = yield* receive(bus, queue, 'receive');
    yield* complete(bus, received, 'complete');
  },
});
