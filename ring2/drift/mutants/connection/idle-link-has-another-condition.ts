import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'idle-link-has-another-condition',
  about: 'An idle link is detached with another condition.',
  source: 'D109',
  module: 'amqp/errors',
  edits: [{ find: `['amqp:link:detach-forced', 500]`, replace: `['amqp:internal-error', 500]` }],
  caught: {
    'an-idle-link-is-detached': { step: 'the link ends', path: 'facts.condition', kind: 'semantic', direction: 'neutral' },
    'token-expiry-detaches-links': { step: 'the receiver ends', path: 'facts.condition', kind: 'semantic', direction: 'neutral' },
  },
});
