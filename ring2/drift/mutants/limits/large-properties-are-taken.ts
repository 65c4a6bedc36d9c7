import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'large-properties-are-taken',
  about: 'A property may be larger than 32 KB.',
  source: 'D101',
  module: 'state/message-limits',
  edits: [{
    find: `  if (properties().some((size) => size > MAX_PROPERTY)) throw propertyTooLarge();
`,
    replace: '',
  }],
  caught: {
    'property-above-32-kb-is-refused': { step: 'send 33 KB', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
  also: ['batch-with-one-bad-message-is-refused-whole'],
});
