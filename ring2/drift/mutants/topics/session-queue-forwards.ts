import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'session-queue-forwards',
  about: 'A queue that requires sessions may forward its messages.',
  source: 'D91',
  module: 'state/entities/checks',
  edits: [{
    find: `  if (options.requiresSession && options.forwardTo) throw badRequest('An entity that requires sessions cannot forward its messages.');
`,
    replace: '',
  }],
  caught: {
    'session-queue-cannot-forward': { step: 'create a session queue that forwards', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
