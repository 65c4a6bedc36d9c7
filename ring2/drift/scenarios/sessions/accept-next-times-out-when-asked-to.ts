import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { note } from '#ring2/drift/steps/index';
import { tryAttach } from '#ring2/drift/steps/wire';
import { askForNext } from '#ring2/drift/steps/next-session';

export default defineScenario({
  name: 'accept-next-times-out-when-asked-to',
  ids: ['D42'],
  source: 'the JavaScript client’s source: com.microsoft:timeout of the attach, ServiceTimeout',
  origin: 'documented',
  expects: 'Where no session has messages, the attach for the next one is answered only when the time has passed that the client asked for, with com.microsoft:timeout.',
  contracts: [],
  tier: 'fast',
  needs: ['sessions', 'wire'],
  entities: { queues: { queue: { requiresSession: true, lockDuration: 'PT1M' } } },
  shows: {
    'after three seconds': { answered: false },
    'after eight seconds': { answered: true },
    'the answer': 'com.microsoft:timeout',
  },

  async *run(bus, { queue }) {
    const wire = await bus.wire();
    const next = await askForNext(wire, queue, 5000);
    await bus.wait(3000);
    await wire.sync();
    yield* note('after three seconds', { answered: exact(next.isAnswered()) });
    await bus.wait(5000);
    await wire.sync();
    yield* note('after eight seconds', { answered: exact(next.isAnswered()) });
    if (next.isAnswered()) yield* tryAttach(() => next.link, 'the answer');
  },
});
