import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'subscriptions-do-not-forward',
  about: 'ForwardTo of a subscription has no effect.',
  source: 'D90',
  module: 'state/entities/lifecycle',
  edits: [{ find: '  queue.onward = forwardTo ? (message) => {', replace: `  queue.onward = forwardTo && queue.role === 'queue' ? (message) => {` }],
  caught: {
    'subscription-forwards-what-its-rules-let-through': { step: 'receive what was forwarded', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
