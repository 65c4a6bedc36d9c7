import { defineScenario } from '#ring2/drift/scenario';
import { accept, closeSession, tryAccept } from '#ring2/drift/steps/index';
import { sessionFilter } from '#ring2/drift/steps/next-session';
import { tryAttach } from '#ring2/drift/steps/wire';

export default defineScenario({
  name: 'accept-locked-session-fails',
  ids: ['D41'],
  source: 'message-sessions; LockSameSessionShouldThrow of the .NET client’s live tests',
  origin: 'documented',
  expects: 'A session that somebody holds cannot be accepted by name until its holder closes it.',
  contracts: [],
  tier: 'fast',
  needs: ['sessions', 'wire'],
  entities: { queues: { queue: { requiresSession: true, lockDuration: 'PT1M' } } },
  shows: {
    'accept it a second time': 'SessionCannotBeLocked',
    'attach to it': 'com.microsoft:session-cannot-be-locked',
    'accept another': { sessionId: 'other' },
    'accept it after the close': { sessionId: 'held' },
  },

  async *run(bus, { queue }) {
    const others = bus.another();
    const held = yield* accept(bus, queue, 'held', 'accept it');
    yield* tryAccept(others, queue, 'held', 'accept it a second time');
    // The JavaScript client has one word for every refusal of a session; the wire says which it was.
    const wire = await bus.wire();
    yield* tryAttach(() => wire.attachReceiver(queue, { filter: sessionFilter('held') }), 'attach to it');
    yield* tryAccept(others, queue, 'other', 'accept another');
    yield* closeSession(held, 'close it');
    yield* tryAccept(others, queue, 'held', 'accept it after the close');
  },
});
