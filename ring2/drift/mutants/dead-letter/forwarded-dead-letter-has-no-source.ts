import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'forwarded-dead-letter-has-no-source',
  about: 'A dead letter that was forwarded does not say where it came from.',
  source: 'D30, D31',
  module: 'state/dead-letter',
  edits: [{ find: 'target.onward?.({ ...copy, deadLetterSource: source })', replace: 'target.onward?.({ ...copy })' }],
  caught: {
    'forwarded-dead-letter-names-its-source': { step: 'receive from the target', path: 'facts.deadLetterSource', kind: 'semantic', direction: 'neutral' },
  },
});
