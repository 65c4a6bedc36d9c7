import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'peek-in-a-session-shows-the-queue',
  about: 'Peeking in a session shows the messages of all sessions.',
  source: 'D64',
  module: 'amqp/management/peek-message',
  edits: [{ find: `, count, optionalText(request, 'session-id'));`, replace: ', count);' }],
  caught: {
    'peek-in-session-shows-its-own': { step: 'peek', path: 'facts.sessions', kind: 'semantic', direction: 'neutral' },
  },
});
