import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'closing-a-session-counts',
  about: 'What a holder had not settled when it closed its session counts as delivered.',
  source: 'D47',
  module: 'state/session-lock',
  edits: [{
    find: 'if (session.held?.holder === holder) free(queue, session, false);',
    replace: 'if (session.held?.holder === holder) free(queue, session, true);',
  }],
  caught: {
    'session-close-counts-no-delivery': { step: 'first after the close', path: 'facts.deliveryCount', kind: 'semantic', direction: 'neutral' },
  },
});
