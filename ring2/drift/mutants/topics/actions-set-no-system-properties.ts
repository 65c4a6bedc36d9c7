import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'actions-set-no-system-properties',
  about: 'An action changes application properties only.',
  source: 'D87',
  module: 'amqp/codec/view',
  edits: [{
    find: `for (const [name, value] of system) {
    while`,
    replace: `for (const [name, value] of [] as [SystemProperty, Value][]) {
    while`,
  }],
  caught: {
    'action-sets-system-properties': { step: 'receive', path: 'facts.contentType', kind: 'semantic', direction: 'neutral' },
  },
  also: ['action-changes-its-own-copy-only'],
});
