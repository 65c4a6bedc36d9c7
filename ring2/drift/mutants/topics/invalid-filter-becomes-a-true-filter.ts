import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'invalid-filter-becomes-a-true-filter',
  about: 'A filter that cannot be understood lets everything through.',
  source: 'D80, D84; azure-service-bus-emulator-installer #127',
  module: 'state/entities/rules',
  edits: [
    {
      find: '{ predicate: parseFilter(filter.expression, filter.parameters) }',
      replace: 'whatever(filter)',
    },
    {
      find: '/** A rule with its SQL parsed.',
      replace: `function whatever(filter: { type: 'sql'; expression: string }) {
  try {
    return { predicate: parseFilter(filter.expression) };
  } catch {
    return { filter: { type: 'true' } as const };
  }
}

/** A rule with its SQL parsed.`,
    },
  ],
  caught: {
    'invalid-sql-is-refused': { step: 'half a comparison', path: 'outcome', kind: 'semantic', direction: 'permissive' },
    'unknown-system-property-is-refused': { step: 'a filter over it', path: 'outcome', kind: 'semantic', direction: 'permissive' },
    'sql-above-its-quota-is-refused': { step: 'add filter-1025', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
