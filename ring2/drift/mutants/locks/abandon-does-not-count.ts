import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'abandon-does-not-count',
  about: 'An abandoned message comes back without one more delivery counted.',
  source: 'D05',
  module: 'state/settle',
  edits: [{
    find: `  merge(message, properties);
  giveBack(queue, message);
  return message;
}

/** Only unlocks`,
    replace: `  merge(message, properties);
  giveBack(queue, message, false);
  return message;
}

/** Only unlocks`,
  }],
  caught: {
    'abandon-redelivers': { step: 'second delivery', path: 'facts.deliveryCount', kind: 'semantic', direction: 'neutral' },
    'max-delivery-dead-letters': { step: 'delivery 2', path: 'facts.deliveryCount', kind: 'semantic', direction: 'neutral' },
  },
  also: ['abandon-merges-properties', 'abandoned-deferred-message-stays-deferred', 'abandoned-session-message-comes-first', 'lock-protects-from-expiry', 'max-delivery-description-counts-attempts', 'released-does-not-count'],
});
