import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'dead-letter-loses-its-description',
  about: 'The description given when dead-lettering is cut.',
  source: 'D27',
  module: 'amqp/settlement',
  edits: [{
    find: `  return properties(error?.value?.[2]);
`,
    replace: `  const { DeadLetterErrorDescription: description, ...rest } = properties(error?.value?.[2]);
  return description === undefined ? rest : { ...rest, DeadLetterErrorDescription: 'The weights' };
`,
  }],
  caught: {
    'dead-letter-with-reason': { step: 'receive from the dead-letter queue', path: 'facts.description as given', kind: 'semantic', direction: 'neutral' },
  },
});
