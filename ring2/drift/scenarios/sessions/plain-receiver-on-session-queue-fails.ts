import { defineScenario } from '#ring2/drift/scenario';
import { send, tryReceive } from '#ring2/drift/steps/index';
import { tryAttach } from '#ring2/drift/steps/wire';

export default defineScenario({
  name: 'plain-receiver-on-session-queue-fails',
  ids: ['D49'],
  source: 'message-sessions; issue 326 of azure-service-bus',
  origin: 'documented',
  expects: 'A receiver that asks for no session is refused with amqp:not-allowed where the queue requires sessions.',
  contracts: [],
  tier: 'fast',
  needs: ['sessions', 'wire'],
  entities: { queues: { queue: { requiresSession: true } } },
  shows: { receive: 'GeneralError', attach: 'amqp:not-allowed' },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message({ sessionId: 's' }));
    yield* tryReceive(bus, queue, 'receive');
    const wire = await bus.wire();
    yield* tryAttach(() => wire.attachReceiver(queue), 'attach');
  },
});
