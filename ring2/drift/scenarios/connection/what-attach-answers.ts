import { defineScenario } from '#ring2/drift/scenario';
import { note } from '#ring2/drift/steps/index';
import { attachReceiver, attachSender, fieldFacts } from '#ring2/drift/steps/wire';

export default defineScenario({
  name: 'what-attach-answers',
  ids: ['D114'],
  source: 'service-bus-quotas (256 KB); the clients size their batches by max-message-size. Fields of open: [inf], nothing published gives them',
  origin: 'documented',
  expects: 'A sender is told that messages may have 262144 bytes; a peek-lock receiver gets the settle modes that it asked for.',
  contracts: [],
  tier: 'fast',
  needs: ['wire'],
  shows: {
    'attach a sender': { 'max-message-size': '262144', 'max-message-size.type': 'ulong' },
    'attach a receiver': { 'rcv-settle-mode': 1, 'snd-settle-mode': 0 },
  },

  async *run(bus, { queue }) {
    const wire = await bus.wire();
    yield* note('open', fieldFacts(wire.peer.open, ['max-frame-size', 'channel-max', 'idle-time-out']));
    yield* attachSender(wire, queue, 'attach a sender', {}, ['max-message-size', 'offered-capabilities', 'properties']);
    yield* attachReceiver(wire, queue, 'attach a receiver', { receiverSettleMode: 1, senderSettleMode: 0 }, ['snd-settle-mode', 'rcv-settle-mode', 'properties']);
  },
});
