import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { mustGoOn } from '#ring2/drift/steps/step';
import { note, send, step } from '#ring2/drift/steps/index';
import { receiveDelivery } from '#ring2/drift/steps/wire';
import { askForNext, grantedFacts } from '#ring2/drift/steps/next-session';
import { sectionFields } from '#ring2/drift/wire/message';
import { textOf } from '#ring2/drift/wire/values';

export default defineScenario({
  name: 'accept-next-wakes-when-a-message-comes',
  ids: ['D43'],
  source: '[inf] of the JavaScript client’s source: the attach waits with com.microsoft:timeout, so that a session may come meanwhile',
  origin: 'assumed',
  expects: 'An attach that waits for the next session is granted the session of the first message that comes.',
  contracts: [],
  tier: 'fast',
  needs: ['sessions', 'wire'],
  entities: { queues: { queue: { requiresSession: true, lockDuration: 'PT1M' } } },
  shows: {
    'before the message': { answered: false },
    'after the message': { answered: true },
    'the answer': { session: 'late', 'session.type': 'string', 'lock end.type': 'long' },
    receive: { 'group-id': 'late' },
  },

  async *run(bus, { queue, message }) {
    const wire = await bus.wire();
    const next = await askForNext(wire, queue, 30_000);
    yield* note('before the message', { answered: exact(next.isAnswered()) });
    yield* send(bus, queue, message({ sessionId: 'late' }));
    // Within the thirty seconds, and long enough for a network.
    await bus.wait(2000);
    await wire.sync();
    yield* note('after the message', { answered: exact(next.isAnswered()) });
    if (!next.isAnswered()) return;
    const link = mustGoOn(yield* step('the answer', 'attach', () => next.link, grantedFacts));
    yield* step('credit', 'flow', () => link.flow(1));
    yield* receiveDelivery(link, 'receive', ({ sections }) => ({ 'group-id': exact(textOf(sectionFields('properties', sections['properties'])['group-id']) ?? null) }));
  },
});
