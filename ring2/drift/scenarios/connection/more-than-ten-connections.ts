import { permitting } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { note, step } from '#ring2/drift/steps/index';

export default defineScenario({
  name: 'more-than-ten-connections',
  ids: ['D112'],
  source: 'service-bus-quotas (5 000 connections); overview-emulator: the official emulator admits ten',
  origin: 'documented',
  expects: 'Twelve connections at once are served.',
  contracts: [],
  tier: 'fast',
  needs: ['wire'],
  shows: { 'a link on the twelfth': 'ok', connections: { open: 12 } },

  async *run(bus, { queue }) {
    const wires = [];
    for (let number = 1; number <= 12; number += 1) wires.push(await bus.wire());
    const twelfth = wires.at(-1);
    yield* step('a link on the twelfth', 'attach', async () => twelfth?.attachReceiver(queue), () => ({}), ['ConnectionFailed', 'QuotaExceeded']);
    const gone = await Promise.all(wires.map((wire) => Promise.race([wire.ended.then(() => true), wire.sync().then(() => false, () => true)])));
    const open = gone.filter((isGone) => !isGone).length;
    yield* note('connections', { open: permitting(open, open) });
  },
});
