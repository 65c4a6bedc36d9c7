import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'sessions-can-be-switched-on',
  about: 'An update may switch sessions on.',
  source: 'D119',
  module: 'state/entities/checks',
  edits: [{
    find: `const FIXED = ['requiresSession', 'requiresDuplicateDetection', 'enablePartitioning'] as const;`,
    replace: `const FIXED = ['enablePartitioning'] as const;`,
  }],
  caught: {
    'sessions-cannot-be-switched-on-later': { step: 'require sessions', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
