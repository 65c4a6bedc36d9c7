import { defineScenario } from '#ring2/drift/scenario';
import { tryAttach } from '#ring2/drift/steps/wire';
import { askForNext, sessionFilter } from '#ring2/drift/steps/next-session';

export default defineScenario({
  name: 'session-receiver-on-plain-queue-fails',
  ids: ['D49'],
  source: 'issue 1217 of workflow-core has the cloud’s text; [inf] the condition, as for the opposite case',
  origin: 'assumed',
  expects: 'A receiver that asks for a session, by name or the next, is refused with amqp:not-allowed at once where the queue has none.',
  contracts: [],
  tier: 'fast',
  needs: ['sessions', 'wire'],
  entities: { queues: { queue: { requiresSession: false } } },
  shows: { 'attach by name': 'amqp:not-allowed', 'attach for the next': 'amqp:not-allowed' },

  async *run(bus, { queue }) {
    // The JavaScript client tells any refusal of a session as SessionCannotBeLocked, so only the wire shows which it was.
    const wire = await bus.wire();
    yield* tryAttach(() => wire.attachReceiver(queue, { filter: sessionFilter('s') }), 'attach by name');
    const next = await askForNext(wire, queue, 1000);
    // Whoever waits for a session instead of refusing has now waited long enough.
    await bus.wait(3000);
    yield* tryAttach(() => next.link, 'attach for the next');
  },
});
