import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'drain-is-not-answered',
  about: 'A drain is not answered while there are fewer messages than credit.',
  source: 'D113',
  module: 'amqp/delivery-pump',
  edits: [{
    find: `    if (link._draining && started && unsafe === 0) link.set_drained(true);
`,
    replace: '',
  }],
  caught: {
    'drain-gives-credit-back': { step: 'drain with one message', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
  also: ['attached-receiver-keeps-a-queue', 'deferred-in-session-is-for-its-holder'],
});
