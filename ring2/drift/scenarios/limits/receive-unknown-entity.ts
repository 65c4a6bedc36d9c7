import { defineScenario } from '#ring2/drift/scenario';
import { tryReceive, trySend } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'receive-unknown-entity',
  ids: ['D105'],
  source: 'service-bus-messaging-exceptions-latest',
  origin: 'documented',
  expects: 'Sending to and receiving from an entity that does not exist is refused with MessagingEntityNotFound.',
  contracts: [],
  tier: 'fast',
  needs: [],
  entities: {},
  shows: { 'receive from nowhere': 'MessagingEntityNotFound', 'send to nowhere': 'MessagingEntityNotFound' },

  async *run(bus, { fresh, message }) {
    yield* tryReceive(bus, fresh('missing'), 'receive from nowhere');
    yield* trySend(bus, fresh('missing'), message(), 'send to nowhere');
  },
});
