import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'abandoned-message-goes-to-the-end',
  about: 'A message that comes back stands behind those that were sent meanwhile.',
  source: 'D05, D51',
  module: 'state/deliverable',
  edits: [{
    find: `if (returned) list.putBack(message);
  else list.add(message);`,
    replace: 'list.add(message);',
  }],
  caught: {
    'abandoned-session-message-comes-first': { step: 'after the abandon', path: 'facts.messageId', kind: 'semantic', direction: 'neutral' },
  },
  also: ['session-close-counts-no-delivery'],
});
