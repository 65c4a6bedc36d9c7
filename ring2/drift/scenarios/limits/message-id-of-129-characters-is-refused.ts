import { defineScenario } from '#ring2/drift/scenario';
import { peek } from '#ring2/drift/steps/index';
import { attachSender, transfer } from '#ring2/drift/steps/wire';
import { encodeMessage } from '#ring2/drift/wire/message';

export default defineScenario({
  name: 'message-id-of-129-characters-is-refused',
  ids: ['D102'],
  source: 'service-bus-quotas (128 characters)',
  origin: 'documented',
  expects: 'A message id may have 128 characters; a message with a longer one is rejected.',
  contracts: [],
  tier: 'fast',
  needs: ['wire', 'peek'],
  shows: { 'transfer with 128 characters': { outcome: 'accepted' }, 'transfer with 129 characters': { outcome: 'rejected' }, 'peek afterwards': { count: 1 } },

  async *run(bus, { queue }) {
    const wire = await bus.wire();
    const link = yield* attachSender(wire, queue, 'attach');
    // On the wire, because the clients refuse it themselves.
    const identified = (length: number) => encodeMessage({ properties: { 'message-id': 'x'.repeat(length) }, data: Buffer.from('"x"') });
    yield* transfer(link, identified(128), 'transfer with 128 characters');
    yield* transfer(link, identified(129), 'transfer with 129 characters');
    yield* peek(bus, queue, 'peek afterwards');
  },
});
