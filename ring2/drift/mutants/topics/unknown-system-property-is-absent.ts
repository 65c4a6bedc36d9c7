import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'unknown-system-property-is-absent',
  about: 'A system property that there is not is taken as one that the message lacks.',
  source: 'D84',
  module: 'state/sql/parse-property',
  edits: [{
    find: `  if (!system) throw badRequest(\`The SQL expression is invalid: there is no system property '\${name}'.\`);
  return { kind: 'system', name: system };`,
    replace: `  return { kind: 'system', name: system ?? (name as SystemProperty) };`,
  }],
  caught: {
    'unknown-system-property-is-refused': { step: 'a filter over it', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
