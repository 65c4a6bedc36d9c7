import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'credit-is-not-counted',
  about: 'A receiver that gives more than one credit gets more messages than that.',
  source: 'D113',
  module: 'amqp/delivery-pump',
  edits: [{
    find: 'return Math.min(link.credit - handed.length, link.session.outgoing.available());',
    replace: `if (link.credit > 1) link.credit += 1;
      return Math.min(link.credit - handed.length, link.session.outgoing.available());`,
  }],
  caught: {
    'credit-limits-deliveries': { step: 'after two credits', path: 'facts.a third came', kind: 'semantic', direction: 'neutral' },
  },
  also: ['prefetched-message-ages'],
});
