import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'rules-are-listed-newest-first',
  about: 'Rules are listed the newest first.',
  source: 'D88',
  module: 'state/entities/rules',
  edits: [{ find: '[...rules.values()].sort(byName)', replace: '[...rules.values()].reverse()' }],
  caught: {
    'rules-are-listed-by-name': { step: 'rules', path: 'facts.names', kind: 'semantic', direction: 'neutral' },
  },
  also: ['adding-a-rule-twice-is-refused', 'sql-above-its-quota-is-refused'],
});
