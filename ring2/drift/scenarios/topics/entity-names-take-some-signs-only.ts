import { defineScenario } from '#ring2/drift/scenario';
import { administer } from '#ring2/drift/steps/admin';
import { complete, receive, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'entity-names-take-some-signs-only',
  ids: ['D94'],
  source: 'issue 134 of azure-service-bus-emulator-installer (the cloud takes ~); the rest [inf] of the schema of that emulator',
  origin: 'assumed',
  expects: "A name may have '/', '-', '_', '.' and '~' within, and no other sign, nor one of these at an end.",
  contracts: [],
  tier: 'fast',
  needs: ['admin'],
  entities: {},
  shows: { 'create with all signs': 'ok', receive: { messageId: 'message#1' }, 'create with a space': 'ServiceError', 'create with a sign at the end': 'ServiceError' },

  async *run(bus, { fresh, message }) {
    const admin = await bus.admin();
    const name = fresh('a/b.c_d~e');
    yield* administer('create with all signs', () => admin.createQueue(name));
    yield* send(bus, name, message());
    const received = yield* receive(bus, name, 'receive');
    yield* complete(bus, received, 'complete');
    yield* administer('create with a space', () => admin.createQueue(fresh('a b')));
    yield* administer('create with a sign at the end', () => admin.createQueue(fresh('a-')));
  },
});
