import { defineScenario } from '#ring2/drift/scenario';
import { complete, deadLetter, defer, receive, schedule, send } from '#ring2/drift/steps/index';
import { administer, counted } from '#ring2/drift/steps/admin';

const COUNTED_MS = 5000;

export default defineScenario({
  name: 'counts-follow-every-operation',
  ids: ['D120'],
  source: 'message-counters; that locked and deferred messages count as active is [inf]',
  origin: 'assumed',
  expects: 'The counts of a queue tell active messages, with locked and deferred ones, dead letters and scheduled ones, after each operation.',
  contracts: [],
  tier: 'fast',
  needs: ['admin', 'scheduled', 'deferred', 'dead-letter'],
  entities: { queues: { queue: { lockDuration: 'PT5M' } } },
  shows: {
    'counts of three': { active: 3, deadLetter: 0, scheduled: 0 }, 'counts with a scheduled one': { active: 3, scheduled: 1 }, 'counts while one is locked': { active: 3 },
    'counts with a dead letter': { active: 2, deadLetter: 1 }, 'counts with a deferred one': { active: 2, deadLetter: 1 }, 'counts after a completion': { active: 1, deadLetter: 1, scheduled: 1, transfer: 0, transferDeadLetter: 0 },
  },

  async *run(bus, { queue, message }) {
    const admin = await bus.admin();
    async function* counts(name: string) {
      // The cloud counts a little later.
      await bus.wait(COUNTED_MS);
      yield* administer(`counts ${name}`, () => admin.queueCounts(queue), counted);
    }
    yield* send(bus, queue, [message(), message(), message()]);
    yield* counts('of three');
    yield* schedule(bus, queue, message(), bus.now() + 3_600_000, 'schedule one');
    yield* counts('with a scheduled one');
    const first = yield* receive(bus, queue, 'receive the first');
    yield* counts('while one is locked');
    yield* deadLetter(bus, first, { reason: 'why', description: 'because' }, 'dead-letter it');
    yield* counts('with a dead letter');
    const second = yield* receive(bus, queue, 'receive the second');
    yield* defer(bus, second, 'defer it');
    yield* counts('with a deferred one');
    const third = yield* receive(bus, queue, 'receive the third');
    yield* complete(bus, third, 'complete it');
    yield* counts('after a completion');
  },
});
