import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'links-outlive-their-token',
  about: 'When a token expires its links stay.',
  source: 'D107',
  module: 'amqp/rights',
  edits: [{
    find: `      if (link.is_open() && !allowed(link)) link.close(errorFields(tokenNotRenewed(link.name, problemOf(link))));
`,
    replace: '',
  }],
  caught: {
    'token-expiry-detaches-links': { step: 'the receiver ends', path: 'facts.how', kind: 'semantic', direction: 'neutral' },
  },
});
