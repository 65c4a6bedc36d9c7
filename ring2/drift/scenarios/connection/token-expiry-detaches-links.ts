import { defineScenario } from '#ring2/drift/scenario';
import { step } from '#ring2/drift/steps/index';
import { attachReceiver, attachSender, ended } from '#ring2/drift/steps/wire';

export default defineScenario({
  name: 'token-expiry-detaches-links',
  ids: ['D107'],
  source: 'service-bus-amqp-protocol-guide; logs of the cloud in azure-sdk-for-go#16394: "force detached. Code: RenewToken"',
  origin: 'documented',
  expects: 'When the token of an entity expires and no other came, its links are detached.',
  contracts: [],
  tier: 'minutes',
  needs: ['wire', 'auth'],
  shows: {
    'the receiver ends': { how: 'detached', condition: 'amqp:link:detach-forced' },
    'the sender ends': { how: 'detached', condition: 'amqp:link:detach-forced' },
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
