import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'disabled-queue-gives-messages',
  about: 'A queue that is disabled for receiving gives messages.',
  source: 'D106',
  module: 'state/queue-options',
  edits: [{
    find: `export const receiveDisabled = ({ status }: QueueOptions): boolean => status === 'Disabled' || status === 'ReceiveDisabled';`,
    replace: 'export const receiveDisabled = (_: QueueOptions): boolean => false;',
  }],
  caught: {
    'receive-disabled-queue-still-takes': { step: 'receive while disabled', path: 'outcome', kind: 'semantic', direction: 'permissive' },
    'disabled-queue-refuses-both-ways': { step: 'receive while disabled', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
  also: ['disabling-detaches-open-links'],
});
