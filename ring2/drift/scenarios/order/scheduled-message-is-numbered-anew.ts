import { defineScenario } from '#ring2/drift/scenario';
import { complete, receive, receiveNothing, schedule, send } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'scheduled-message-is-numbered-anew',
  ids: ['D61'],
  source: 'message-sequencing',
  origin: 'documented',
  expects: 'When its time comes a scheduled message is appended as if it were sent then, with a new sequence number, behind what was sent meanwhile.',
  contracts: [],
  tier: 'fast',
  needs: ['scheduled'],
  shows: {
    'receive before it is due': { messageId: 'message#2', sequenceNumber: 'sequence#2' },
    'nothing else yet': 'nothing',
    'receive when due': { messageId: 'message#1', sequenceNumber: 'sequence#3' },
  },

  async *run(bus, { queue, message }) {
    const due = bus.now() + 10_000;
    yield* schedule(bus, queue, message(), due, 'schedule');
    yield* send(bus, queue, message(), 'send meanwhile');
    const between = yield* receive(bus, queue, 'receive before it is due');
    yield* complete(bus, between, 'complete it');
    yield* receiveNothing(bus, queue, 'nothing else yet');
    // How long it takes to see nothing differs, so the rest is counted from the start.
    await bus.wait(due + 2000 - bus.now());
    yield* receive(bus, queue, 'receive when due');
  },
});
