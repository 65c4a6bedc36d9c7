import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'correlation-ignores-properties',
  about: 'A correlation filter looks at system properties only.',
  source: 'D86',
  module: 'state/match',
  edits: [{ find: 'for (const [name, wanted] of properties) {', replace: 'for (const [name, wanted] of [] as [string, Value][]) {' }],
  caught: {
    'correlation-regards-types-and-case-of-names': { step: 'by a number', path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
  also: ['correlation-wants-all-to-be-equal'],
});
