import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'subscriptions-have-no-counts',
  about: 'The counts of a subscription are always zero.',
  source: 'D120',
  module: 'admin/subscription',
  edits: [{ find: 'CountDetails: countDetails(counts), MessageCount', replace: 'CountDetails: countDetails({}), MessageCount' }],
  caught: {
    'subscription-counts-are-its-own': { step: 'counts of the one', path: 'facts.deadLetter', kind: 'semantic', direction: 'neutral' },
  },
});
