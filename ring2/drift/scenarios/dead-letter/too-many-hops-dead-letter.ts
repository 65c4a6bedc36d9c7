import { exact } from '#core/transcript';
import { deadLetterOf } from '#ring2/drift/driver';
import { defineScenario } from '#ring2/drift/scenario';
import { note, receiveNothing, send } from '#ring2/drift/steps/index';

const CHAIN = ['queue', 'b', 'c', 'd', 'e', 'f'];

export default defineScenario({
  name: 'too-many-hops-dead-letter',
  ids: ['D34'],
  source: 'service-bus-dead-letter-queues, service-bus-auto-forwarding',
  origin: 'documented',
  expects: 'A message that would be forwarded more than four times is dead-lettered on its way with the reason MaxTransferHopCountExceeded.',
  contracts: [],
  tier: 'fast',
  needs: ['dead-letter', 'forwarding', 'peek'],
  entities: { queues: Object.fromEntries(CHAIN.map((role, index) => [role, index + 1 < CHAIN.length ? { forwardTo: CHAIN[index + 1] ?? '' } : {}])) },
  shows: { 'receive at the end of the chain': 'nothing', 'the dead letters of the chain': { reasons: ['MaxTransferHopCountExceeded'] } },

  async *run(bus, { queue, at, message }) {
    yield* send(bus, queue, message());
    await bus.wait(2000);
    yield* receiveNothing(bus, at('f'), 'receive at the end of the chain');
    // At which of its queues it ends is another scenario's business.
    const dead = await Promise.all(CHAIN.map((role) => bus.peek(deadLetterOf(at(role)), 10)));
    yield* note('the dead letters of the chain', { reasons: exact(dead.flat().map(({ deadLetterReason = null }) => deadLetterReason)) });
  },
});
