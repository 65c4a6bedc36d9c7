import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'new-id-is-always-the-same',
  about: 'newid() gives the same value again and again.',
  source: 'D87',
  module: 'amqp/codec/view',
  edits: [{
    find: 'return { system, user, newId: randomUUID };',
    replace: `return { system, user, newId: () => '00112233-4455-6677-8899-aabbccddeeff' };`,
  }],
  caught: {
    'action-gives-each-copy-a-new-id': { step: 'the copies', path: 'facts.different ids', kind: 'semantic', direction: 'neutral' },
  },
});
