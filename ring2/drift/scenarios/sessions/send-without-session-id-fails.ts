import { defineScenario } from '#ring2/drift/scenario';
import { peek, trySend } from '#ring2/drift/steps/index';
import { attachSender, transfer } from '#ring2/drift/steps/wire';
import { encodeMessage } from '#ring2/drift/wire/message';

export default defineScenario({
  name: 'send-without-session-id-fails',
  ids: ['D48'],
  source: 'message-sessions; SendNonSessionMessageToSessionfulEntityShouldThrow of the .NET client’s live tests (InvalidOperationException is its amqp:not-allowed)',
  origin: 'azure-tests',
  expects: 'A queue with sessions refuses a message without a session id with amqp:not-allowed, and keeps nothing of it.',
  contracts: [],
  tier: 'fast',
  needs: ['sessions', 'peek', 'wire'],
  entities: { queues: { queue: { requiresSession: true } } },
  shows: {
    send: 'GeneralError',
    transfer: { outcome: 'rejected', condition: 'amqp:not-allowed' },
    peek: { count: 0 },
  },

  async *run(bus, { queue, message }) {
    yield* trySend(bus, queue, message(), 'send');
    const wire = await bus.wire();
    const link = yield* attachSender(wire, queue, 'attach');
    yield* transfer(link, encodeMessage({ properties: { 'message-id': 'without a session' }, data: Buffer.from('x') }), 'transfer');
    yield* peek(bus, queue, 'peek');
  },
});
