import { defineScenario } from '#ring2/drift/scenario';
import { attachSender, ended, transfer } from '#ring2/drift/steps/wire';
import { encodeMessage } from '#ring2/drift/wire/message';

export default defineScenario({
  name: 'an-idle-link-is-detached',
  ids: ['D109'],
  source: 'service-bus-amqp-troubleshoot: amqp:link:detach-forced, "IdleTimerExpired: Idle timeout: 00:10:00."',
  origin: 'documented',
  expects: 'A sender that has sent nothing for ten minutes is detached with amqp:link:detach-forced.',
  contracts: [],
  tier: 'nightly',
  needs: ['wire'],
  shows: { 'send after five minutes': { outcome: 'accepted' }, 'the link ends': { how: 'detached', condition: 'amqp:link:detach-forced' } },

  async *run(bus, { queue }) {
    const wire = await bus.wire();
    const sender = yield* attachSender(wire, queue, 'attach');
    await bus.wait(300_000);
    // Used in between, so that the ten minutes count from here.
    yield* transfer(sender, encodeMessage({ value: 'used' }), 'send after five minutes');
    await bus.wait(660_000);
    yield* ended(sender, 'the link ends');
  },
});
