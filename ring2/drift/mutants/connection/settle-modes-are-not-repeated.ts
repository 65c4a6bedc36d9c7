import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'settle-modes-are-not-repeated',
  about: 'The attach of a receiver is answered with other settle modes than it asked for.',
  source: 'D114',
  module: 'amqp/settle-modes',
  edits: [{ find: '  link.local.attach.rcv_settle_mode = link.rcv_settle_mode;', replace: '  link.local.attach.rcv_settle_mode = 0;' }],
  caught: {
    'what-attach-answers': { step: 'attach a receiver', path: 'facts.rcv-settle-mode', kind: 'semantic', direction: 'neutral' },
  },
});
