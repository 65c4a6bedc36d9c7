import { notBefore } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { TOLERANCE_MS } from '#ring2/drift/facts';
import { peek, receive, receiveNothing, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'scheduled-by-send-waits-until-due',
  ids: ['D61'],
  source: 'message-sequencing (ScheduledEnqueueTimeUtc on the regular send path), L7',
  origin: 'documented',
  expects: 'A message that is sent in the ordinary way with a scheduled time waits for it like one that is scheduled by request.',
  contracts: [],
  tier: 'fast',
  needs: ['scheduled', 'peek'],
  shows: {
    peek: { count: 1, state: 'scheduled' },
    'receive too early': 'nothing',
    'receive when due': { messageId: 'message#1', state: 'active', 'enqueued on time': true },
  },

  async *run(bus, { queue, message }) {
    const due = bus.now() + 10_000;
    yield* send(bus, queue, message({ scheduledAt: due }));
    yield* peek(bus, queue, 'peek');
    yield* receiveNothing(bus, queue, 'receive too early');
    // How long it takes to see nothing differs, so the rest is counted from the start.
    await bus.wait(due + 2000 - bus.now());
    yield* receive(bus, queue, 'receive when due', ({ enqueuedAt = 0 }) => ({ 'enqueued on time': notBefore(enqueuedAt, due, 'the scheduled time', TOLERANCE_MS) }));
  },
});
