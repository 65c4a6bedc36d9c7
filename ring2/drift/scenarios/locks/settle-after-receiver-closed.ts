import { defineScenario } from '#ring2/drift/scenario';
import { complete, peek, receive, renew, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'settle-after-receiver-closed',
  ids: ['D13'],
  source: 'service-bus-amqp-request-response (update-disposition), L13',
  origin: 'azure-tests',
  expects: 'While its lock holds, a message can be renewed and settled after the receiver that received it was closed.',
  contracts: [],
  tier: 'fast',
  needs: ['lock>=5s', 'peek'],
  entities: { queues: { queue: { lockDuration: 'PT30S' } } },
  shows: { 'renew without the receiver': { lockedUntil: 30_000 }, 'complete without the receiver': 'ok', 'peek after completion': { count: 0 } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const received = yield* receive(bus, queue, 'receive');
    await bus.closeReceiver(queue);
    yield* renew(bus, received, 'renew without the receiver');
    yield* complete(bus, received, 'complete without the receiver');
    yield* peek(bus, queue, 'peek after completion');
  },
});
