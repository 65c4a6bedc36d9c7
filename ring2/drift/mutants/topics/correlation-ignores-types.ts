import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'correlation-ignores-types',
  about: 'In a correlation filter the number 1 equals the text "1".',
  source: 'D86',
  module: 'state/match',
  edits: [{ find: '!sameValue(value, wanted)', replace: 'String(value) !== String(wanted)' }],
  caught: {
    'correlation-regards-types-and-case-of-names': { step: 'by a number', path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
});
