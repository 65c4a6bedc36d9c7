import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'forwarding-keeps-a-copy',
  about: 'What is forwarded stays in the queue too.',
  source: 'D90',
  module: 'state/entities/lifecycle',
  edits: [{
    find: `    forward(namespace, queue, message);
    return true;`,
    replace: `    forward(namespace, queue, message);
    return false;`,
  }],
  caught: {
    'subscription-forwards-what-its-rules-let-through': { step: 'peek at the subscription', path: 'facts.count', kind: 'semantic', direction: 'neutral' },
    'forwarding-goes-on-for-four-hops': { step: 'peek at where it was last', path: 'facts.count', kind: 'semantic', direction: 'neutral' },
  },
});
