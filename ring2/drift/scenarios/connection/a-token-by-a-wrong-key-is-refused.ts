import { permitting } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { step } from '#ring2/drift/steps/index';
import { statusFact, tryAttach } from '#ring2/drift/steps/wire';
import type { TokenOptions, WireAnswer } from '#ring2/drift/wire/wire';

export default defineScenario({
  name: 'a-token-by-a-wrong-key-is-refused',
  ids: ['D107'],
  source: 'service-bus-amqp-protocol-guide: put-token is answered with 401; service-bus-amqp-troubleshoot: amqp:unauthorized-access',
  origin: 'documented',
  expects: 'A token with a wrong signature, for another entity or expired is refused, and without a good one no link opens.',
  contracts: [],
  tier: 'fast',
  needs: ['wire', 'auth'],
  entities: { queues: { queue: {}, other: {} } },
  shows: {
    'signed by a wrong key': { status: 401 }, expired: { status: 401 },
    'attach without a good token': 'amqp:unauthorized-access',
    'attach with a token for another entity': 'amqp:unauthorized-access',
    good: { accepted: true }, 'attach with a good token': 'ok',
  },

  async *run(bus, { queue, at }) {
    const status = ({ status: code }: WireAnswer) => ({ status: statusFact(code) });
    const wire = await bus.wire();
    const put = (name: string, entity: string, options: TokenOptions) => step(name, 'put-token', () => wire.putToken(entity, options), status);
    const attach = (name: string) => tryAttach(() => wire.attachReceiver(queue, { authorize: false }), name);
    yield* put('signed by a wrong key', queue, { key: 'bm90IHRoZSBrZXk=' });
    yield* put('expired', queue, { validMs: -60_000 });
    yield* attach('attach without a good token');
    yield* put('for another entity', at('other'), {});
    yield* attach('attach with a token for another entity');
    yield* step('good', 'put-token', () => wire.putToken(queue), ({ status: code }) => ({ accepted: permitting(code === 200 || code === 202, code === 200 || code === 202 ? 1 : 0) }));
    yield* attach('attach with a good token');
  },
});
