import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'dead-letter-drops-properties',
  about: 'Properties given when dead-lettering are lost, but for reason and description.',
  source: 'D27',
  module: 'state/settle',
  edits: [{
    find: '  moveToDeadLetters(queue, message, properties);',
    replace: `  moveToDeadLetters(queue, message, Object.fromEntries(Object.entries(properties).filter(([name]) => name.startsWith('DeadLetter'))));`,
  }],
  caught: {
    'dead-letter-adds-properties': { step: 'receive from the dead-letter queue', path: 'facts.properties.layer', kind: 'semantic', direction: 'neutral' },
  },
});
