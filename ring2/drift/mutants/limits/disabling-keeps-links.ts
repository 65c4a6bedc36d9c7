import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'disabling-keeps-links',
  about: 'Disabling a queue leaves its links attached.',
  source: 'D106',
  module: 'state/entities/lifecycle',
  edits: [
    {
      find: `  if (sendDisabled(options)) detachAll(queue, entityDisabled('Sending to', queue.name), ({ direction }) => direction === 'send');
`,
      replace: '',
    },
    {
      find: `  if (receiveDisabled(options)) detachAll(queue, entityDisabled('Receiving from', queue.name), ({ direction }) => direction === 'receive');
`,
      replace: '',
    },
  ],
  caught: {
    'disabling-detaches-open-links': { step: 'the sender ends', path: 'facts.how', kind: 'semantic', direction: 'neutral' },
  },
});
