import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { accept, complete, receiveInSession, send, setSessionState } from '#ring2/drift/steps/index';
import { manage } from '#ring2/drift/steps/wire';
import { entry, int, map, plain, timestamp } from '#ring2/drift/wire/values';
import type { WireAnswer } from '#ring2/drift/wire/wire';

/** DateTime.MaxValue of .NET, by which clients ask for sessions that have messages or a state. */
const MAX_TIME = 253_402_300_799_999;

const listed = ({ body }: WireAnswer) => {
  const ids = entry(body, 'sessions-ids');
  const names = ids && plain(ids);
  return { sessions: exact(Array.isArray(names) ? [...names].sort() : null) };
};
const asking = (updatedAfter: number) => map({ 'last-updated-time': timestamp(updatedAfter), skip: int(0), top: int(100) });

export default defineScenario({
  name: 'list-sessions-by-messages-and-by-state',
  ids: ['D52'],
  source: 'service-bus-amqp-request-response, L14, the live tests of azure-sdk-for-go on listing sessions',
  origin: 'azure-tests',
  expects: 'Asked with the greatest time, sessions are listed that have messages or a state; asked with a real one, those whose state was set after it; none is 204.',
  contracts: [],
  tier: 'fast',
  needs: ['sessions', 'wire'],
  entities: { queues: { queue: { requiresSession: true, lockDuration: 'PT1M' } } },
  shows: {
    'none yet': { status: 204 },
    'with messages or a state': { status: 200, sessions: ['full', 'known', 'worked on'] },
    'state set lately': { status: 200, sessions: ['known'] },
    'state set in an hour': { status: 204 },
    'after its message is done': { status: 200, sessions: ['full', 'known'] },
  },

  async *run(bus, { queue, message }) {
    const wire = await bus.wire();
    const list = (name: string, updatedAfter: number) => manage(wire, queue, 'com.microsoft:get-message-sessions', asking(updatedAfter), name, listed);
    yield* list('none yet', MAX_TIME);
    yield* send(bus, queue, message({ sessionId: 'full' }), 'send to one');
    yield* send(bus, queue, message({ sessionId: 'worked on' }), 'send to another');
    const known = yield* accept(bus, queue, 'known', 'accept one without messages');
    yield* setSessionState(known, 'a state', 'set its state');
    yield* list('with messages or a state', MAX_TIME);
    // The two clocks may differ by seconds, so a real time is an hour away.
    yield* list('state set lately', bus.now() - 3_600_000);
    yield* list('state set in an hour', bus.now() + 3_600_000);
    const workedOn = yield* accept(bus, queue, 'worked on', 'accept one with a message');
    const received = yield* receiveInSession(workedOn, 'receive');
    yield* complete(bus, received, 'complete');
    yield* list('after its message is done', MAX_TIME);
  },
});
