import { defineScenario } from '#ring2/drift/scenario';
import { tryReceive, trySend } from '#ring2/drift/steps';

export default defineScenario({
  name: 'receive-unknown-entity',
  source: 'service-bus-messaging-exceptions-latest (D105)',
  expects: 'Sending to and receiving from an entity that does not exist is refused with MessagingEntityNotFound.',
  contracts: [],
  tier: 'fast',
  needs: [],

  async *run(bus, { missing, message }) {
    yield* tryReceive(bus, missing, 'receive from nowhere');
    yield* trySend(bus, missing, message(), 'send to nowhere');
  },
});
