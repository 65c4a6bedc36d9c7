import { defineScenario } from '#ring2/drift/scenario';
import { accept, receiveInSession, send } from '#ring2/drift/steps/index';
import { attachSender, transfer } from '#ring2/drift/steps/wire';
import { encodeMessage } from '#ring2/drift/wire/message';

export default defineScenario({
  name: 'session-id-of-129-characters-fails',
  ids: ['D50'],
  source: 'service-bus-quotas (maximum of 128 characters); the clients refuse a longer one themselves',
  origin: 'documented',
  expects: 'A session id of 128 characters is as good as any; a message with a longer one is rejected.',
  contracts: [],
  tier: 'fast',
  needs: ['sessions', 'wire'],
  entities: { queues: { queue: { requiresSession: true, lockDuration: 'PT1M' } } },
  shows: { 'receive with 128 characters': { sessionId: 'x'.repeat(128) }, 'transfer with 129 characters': { outcome: 'rejected' } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message({ sessionId: 'x'.repeat(128) }), 'send with 128 characters');
    const session = yield* accept(bus, queue, 'x'.repeat(128), 'accept with 128 characters');
    yield* receiveInSession(session, 'receive with 128 characters');
    const wire = await bus.wire();
    const link = yield* attachSender(wire, queue, 'attach');
    yield* transfer(link, encodeMessage({ properties: { 'message-id': 'm', 'group-id': 'x'.repeat(129) }, data: Buffer.from('x') }), 'transfer with 129 characters');
  },
});
