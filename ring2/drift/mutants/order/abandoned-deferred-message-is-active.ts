import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'abandoned-deferred-message-is-active',
  about: 'A deferred message that is abandoned is received in the ordinary way again.',
  source: 'L2',
  module: 'state/settle',
  edits: [{
    find: `  merge(message, properties);
  giveBack(queue, message);
  return message;
}

/** Only unlocks`,
    replace: `  merge(message, properties);
  message.state = 'active';
  giveBack(queue, message);
  return message;
}

/** Only unlocks`,
  }],
  caught: {
    'abandoned-deferred-message-stays-deferred': { step: 'peek after abandoning it', path: 'facts.state', kind: 'semantic', direction: 'neutral' },
  },
});
