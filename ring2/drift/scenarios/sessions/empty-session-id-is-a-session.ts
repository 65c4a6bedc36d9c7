import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { step } from '#ring2/drift/steps/index';
import { attachReceiver, attachSender, receiveDelivery, transfer } from '#ring2/drift/steps/wire';
import { sessionFilter } from '#ring2/drift/steps/next-session';
import { encodeMessage, sectionFields } from '#ring2/drift/wire/message';
import { textOf } from '#ring2/drift/wire/values';

export default defineScenario({
  name: 'empty-session-id-is-a-session',
  ids: ['D50'],
  source: '[inf] of service-bus-quotas, which sets a greatest length for session ids and no smallest',
  origin: 'assumed',
  expects: 'An empty text is a session id like any other: messages may have it, and the session can be accepted.',
  contracts: [],
  tier: 'fast',
  needs: ['sessions', 'wire'],
  entities: { queues: { queue: { requiresSession: true, lockDuration: 'PT1M' } } },
  shows: { transfer: { outcome: 'accepted' }, receive: { 'group-id': '' } },

  async *run(bus, { queue }) {
    const wire = await bus.wire();
    const sender = yield* attachSender(wire, queue, 'attach a sender');
    yield* transfer(sender, encodeMessage({ properties: { 'message-id': 'm', 'group-id': '' }, data: Buffer.from('x') }), 'transfer');
    const receiver = yield* attachReceiver(wire, queue, 'attach a receiver', { filter: sessionFilter('') });
    yield* step('credit', 'flow', () => receiver.flow(1));
    yield* receiveDelivery(receiver, 'receive', ({ sections }) => ({ 'group-id': exact(textOf(sectionFields('properties', sections['properties'])['group-id']) ?? null) }));
  },
});
