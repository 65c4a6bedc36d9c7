import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'accept-next-sleeps-on',
  about: 'Who waits for a session is not woken by a message.',
  source: 'D43',
  module: 'state/deliverable',
  edits: [{
    find: `  for (const acceptor of queue.acceptors) {
    queue.acceptors.delete(acceptor);
    if (acceptor(session)) return;
  }`,
    replace: '',
  }],
  caught: {
    'accept-next-wakes-when-a-message-comes': { step: 'after the message', path: 'facts.answered', kind: 'semantic', direction: 'neutral' },
  },
});
