import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'correlation-ignores-case-of-names',
  about: 'A correlation filter finds a property in any case.',
  source: 'D86',
  module: 'state/match',
  edits: [{
    find: 'const value = view.user.get(name);',
    replace: 'const value = [...view.user].find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1];',
  }],
  caught: {
    'correlation-regards-types-and-case-of-names': { step: 'by a number', path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
});
