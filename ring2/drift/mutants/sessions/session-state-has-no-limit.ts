import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'session-state-has-no-limit',
  about: 'A session state may be larger than a message.',
  source: 'D46',
  module: 'amqp/management/session-state',
  edits: [{
    find: `  if (state && state.length > limit) throw new Fault('message-size-exceeded', \`The session state (size:\${state.length} bytes) exceeds the limit (\${limit} bytes).\`);
`,
    replace: '',
  }],
  caught: {
    'session-state-above-message-size-fails': { step: 'set too large a state', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
