import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'action-over-a-missing-property-fails',
  about: 'An action that refers to a property that the message lacks fails.',
  source: 'D87',
  module: 'state/sql/act',
  edits: [
    {
      find: 'const value = evaluate(statement.value, after) ?? null;',
      replace: 'const value = evaluate(statement.value, after) ?? fail();',
    },
    {
      find: 'export function runAction',
      replace: `const fail = (): never => {
  throw new EvaluationError('A property is missing.');
};

export function runAction`,
    },
    {
      find: 'import { convert, toText }',
      replace: `import { EvaluationError } from '#emulators/service-bus/state/sql/evaluation-error';
import { convert, toText }`,
    },
  ],
  caught: {
    'action-over-a-missing-property-does-not-fail': { step: 'receive', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
