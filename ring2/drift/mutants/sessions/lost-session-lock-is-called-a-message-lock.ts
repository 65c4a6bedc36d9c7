import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'lost-session-lock-is-called-a-message-lock',
  about: 'A session lock that ended is told in the words of a message lock.',
  source: 'D45, L5',
  module: 'state/fault',
  edits: [{
    find: `export const sessionLockLost = (id: string) => new Fault('session-lock-lost',`,
    replace: `export const sessionLockLost = (id: string) => new Fault('message-lock-lost',`,
  }],
  caught: {
    'idle-session-lock-detaches-link': { step: 'the end of the link', path: 'facts.condition', kind: 'semantic', direction: 'neutral' },
  },
});
