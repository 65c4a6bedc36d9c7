import { defineScenario } from '#ring2/drift/scenario';
import { step } from '#ring2/drift/steps/index';
import { ended } from '#ring2/drift/steps/wire';

export default defineScenario({
  name: 'a-connection-without-links-is-closed',
  ids: ['D110'],
  source: 'service-bus-amqp-troubleshoot: "The connection was inactive for more than the allowed 300000 milliseconds and is closed by container"',
  origin: 'documented',
  expects: 'A connection whose last link was closed five minutes ago is closed with amqp:connection:forced.',
  contracts: [],
  tier: 'minutes',
  needs: ['wire'],
  shows: { 'the connection ends': { how: 'closed', condition: 'amqp:connection:forced' } },

  async *run(bus, { queue }) {
    const wire = await bus.wire();
    const receiver = await wire.attachReceiver(queue);
    yield* step('detach', 'detach', () => receiver.detach());
    yield* step('detach the links to $cbs', 'detach', () => wire.leaveNodes());
    // Not much longer: a peer that is waited for in vain is dropped without a word.
    await bus.wait(310_000);
    yield* ended(wire, 'the connection ends');
  },
});
