import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'disabled-queue-takes-messages',
  about: 'A queue that is disabled for sending takes messages.',
  source: 'D106',
  module: 'state/queue-options',
  edits: [{
    find: `export const sendDisabled = ({ status }: QueueOptions): boolean => status === 'Disabled' || status === 'SendDisabled';`,
    replace: 'export const sendDisabled = (_: QueueOptions): boolean => false;',
  }],
  caught: {
    'send-disabled-queue-still-delivers': { step: 'send while disabled', path: 'outcome', kind: 'semantic', direction: 'permissive' },
    'disabled-queue-refuses-both-ways': { step: 'send while disabled', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
  also: ['disabling-detaches-open-links', 'forwarding-to-a-disabled-queue-dead-letters'],
});
