import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'names-without-scope-may-be-system',
  about: 'A name without a scope is that of a system property where there is one.',
  source: 'D83, D87',
  module: 'state/sql/parse-property',
  edits: [{
    find: `  if (!cursor.symbol('.')) return { kind: 'user', name: first };`,
    replace: `  if (!cursor.symbol('.')) {
    const own = SYSTEM.get(first.toLowerCase());
    return own ? { kind: 'system', name: own } : { kind: 'user', name: first };
  }`,
  }],
  caught: {
    'action-sets-a-correlation-id-without-scope': { step: 'receive', path: 'facts.correlationId', kind: 'semantic', direction: 'neutral' },
    'sql-sys-and-user-are-two-scopes': { step: `To = 'user'`, path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
});
