import { defineScenario } from '#ring2/drift/scenario';
import { accept, receiveInSession, renewSession, send } from '#ring2/drift/steps/index';

/** Eight times fifty seconds: beyond 300 s, within the ten minutes after which an idle link may go. */
const RENEWALS = [1, 2, 3, 4, 5, 6, 7, 8];

export default defineScenario({
  name: 'renewed-session-outlives-five-idle-minutes',
  ids: ['D45'],
  source: 'message-sessions; service-bus-amqp-troubleshoot (an idle link is detached after ten minutes); issue 142 of azure-service-bus-emulator-installer',
  origin: 'documented',
  expects: 'A holder that renews a session in time keeps it and its link, even when no message comes for more than five minutes.',
  contracts: [],
  tier: 'minutes',
  needs: ['sessions'],
  entities: { queues: { queue: { requiresSession: true, lockDuration: 'PT1M' } } },
  shows: { 'renewal 8': 'ok', 'receive after the long wait': { messageId: 'message#1', deliveryCount: 0 } },

  async *run(bus, { queue, message }) {
    const session = yield* accept(bus, queue, 'quiet', 'accept');
    for (const renewal of RENEWALS) {
      await bus.wait(50_000);
      yield* renewSession(session, `renewal ${renewal}`);
    }
    yield* send(bus, queue, message({ sessionId: 'quiet' }));
    yield* receiveInSession(session, 'receive after the long wait');
  },
});
