import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'lost-link-abandons',
  about: 'When a receiver goes, what it holds is abandoned at once.',
  source: 'D09, D10; a fault that the history of AlmostServiceBus shows',
  module: 'amqp/attach-receiver',
  edits: [
    {
      find: `tie(peer, link, queue, 'receive', () => pump.stop());`,
      replace: `tie(peer, link, queue, 'receive', () => {
    pump.stop();
    for (const token of [...queue.locked.keys()]) loseLock(queue, token);
  });`,
    },
    {
      find: `import { receive } from '#emulators/service-bus/state/receive';`,
      replace: `import { loseLock } from '#emulators/service-bus/state/lock';
import { receive } from '#emulators/service-bus/state/receive';`,
    },
  ],
  caught: {
    'closed-receiver-keeps-locks': { step: 'receive while the lock holds', path: 'outcome', kind: 'semantic', direction: 'permissive' },
    'dropped-connection-keeps-locks': { step: 'receive while the lock holds', path: 'outcome', kind: 'semantic', direction: 'permissive' },
    'settle-after-receiver-closed': { step: 'renew without the receiver', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
