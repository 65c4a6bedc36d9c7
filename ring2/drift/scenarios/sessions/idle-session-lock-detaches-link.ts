import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { accept } from '#ring2/drift/steps/index';
import { attachReceiver, ended } from '#ring2/drift/steps/wire';
import { note } from '#ring2/drift/steps/step';
import { sessionFilter } from '#ring2/drift/steps/next-session';

export default defineScenario({
  name: 'idle-session-lock-detaches-link',
  ids: ['D45'],
  source: 'message-sessions, L5; renewLockSessions of the JavaScript client’s live tests',
  origin: 'azure-tests',
  expects: 'When the lock of a session ends that its holder did not renew, the link is detached with com.microsoft:session-lock-lost, and others may have the session.',
  contracts: [],
  tier: 'fast',
  needs: ['sessions', 'wire', 'lock>=5s'],
  entities: { queues: { queue: { requiresSession: true, lockDuration: 'PT5S' } } },
  shows: {
    'within the lock': { ended: false },
    'after the lock': { ended: true },
    'the end of the link': { how: 'detached', condition: 'com.microsoft:session-lock-lost' },
    'accept it again': { sessionId: 'idle' },
  },

  async *run(bus, { queue }) {
    const wire = await bus.wire();
    const link = yield* attachReceiver(wire, queue, 'attach', { filter: sessionFilter('idle') });
    let isEnded = false;
    void link.ended.then(() => { isEnded = true; });
    await bus.wait(3000);
    await wire.sync();
    yield* note('within the lock', { ended: exact(isEnded) });
    await bus.wait(4000);
    await wire.sync();
    yield* note('after the lock', { ended: exact(isEnded) });
    if (!isEnded) return;
    yield* ended(link, 'the end of the link');
    yield* accept(bus, queue, 'idle', 'accept it again');
  },
});
