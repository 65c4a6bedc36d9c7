import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'released-counts',
  about: 'The outcome released counts as a delivery.',
  source: 'D11',
  module: 'state/settle',
  edits: [{ find: 'giveBack(queue, message, false);', replace: 'giveBack(queue, message);' }],
  caught: {
    'released-does-not-count': { step: 'delivery after released', path: 'facts.deliveryCount', kind: 'semantic', direction: 'neutral' },
  },
});
