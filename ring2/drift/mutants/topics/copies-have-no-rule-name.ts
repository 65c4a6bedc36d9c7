import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'copies-have-no-rule-name',
  about: 'A copy that an action made does not say by which rule.',
  source: 'D82',
  module: 'state/publish',
  edits: [{ find: '{ ...message.properties, RuleName: rule.name }', replace: '{ ...message.properties }' }],
  caught: {
    'rules-with-action-give-a-copy-each': { step: 'the copies', path: 'facts.copies', kind: 'semantic', direction: 'neutral' },
    'action-sets-and-removes-properties': { step: 'receive', path: 'facts.properties.RuleName', kind: 'semantic', direction: 'neutral' },
  },
  also: ['action-calculates-from-properties', 'action-changes-its-own-copy-only', 'action-converts-to-the-type-of-a-property', 'action-finds-properties-in-any-case', 'action-over-a-missing-property-does-not-fail', 'action-sets-a-correlation-id-without-scope', 'action-sets-system-properties', 'action-statements-see-those-before', 'subscription-forwards-what-its-rules-let-through'],
});
