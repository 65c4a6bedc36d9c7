import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'held-session-is-taken-away',
  about: 'Whoever accepts a session that somebody holds gets it.',
  source: 'D41',
  module: 'state/session-lock',
  edits: [{
    find: `  if (session.held) throw sessionCannotBeLocked(id);
`,
    replace: '',
  }],
  caught: {
    'accept-locked-session-fails': { step: 'accept it a second time', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
