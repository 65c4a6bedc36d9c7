import { defineScenario } from '#ring2/drift/scenario';
import { step } from '#ring2/drift/steps/index';
import { attachReceiver, attachSender, ended } from '#ring2/drift/steps/wire';

export default defineScenario({
  name: 'token-expiry-detaches-links',
  ids: ['D107'],
  source: 'service-bus-amqp-troubleshoot: "The link … is force detached because the token expired" with amqp:unauthorized-access',
  origin: 'documented',
  expects: 'When the token of an entity expires and no other came, its links are detached.',
  contracts: [],
  tier: 'minutes',
  needs: ['wire', 'auth'],
  shows: {
    'the receiver ends': { how: 'detached', condition: 'amqp:unauthorized-access' },
    'the sender ends': { how: 'detached', condition: 'amqp:unauthorized-access' },
  },

  async *run(bus, { queue }) {
    const wire = await bus.wire();
    yield* step('put a token for a minute', 'put-token', () => wire.putToken(queue, { validMs: 60_000 }));
    const receiver = yield* attachReceiver(wire, queue, 'attach a receiver', { authorize: false });
    const sender = yield* attachSender(wire, queue, 'attach a sender', { authorize: false });
    await bus.wait(90_000);
    yield* ended(receiver, 'the receiver ends');
    yield* ended(sender, 'the sender ends');
  },
});
