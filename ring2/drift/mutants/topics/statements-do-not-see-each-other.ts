import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'statements-do-not-see-each-other',
  about: 'Each statement of an action sees the message as it was sent.',
  source: 'D87',
  module: 'state/sql/act',
  edits: [{ find: 'const value = evaluate(statement.value, after) ?? null;', replace: 'const value = evaluate(statement.value, before) ?? null;' }],
  caught: {
    'action-statements-see-those-before': { step: 'receive', path: 'facts.properties.m', kind: 'semantic', direction: 'neutral' },
  },
});
