import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'abandon-drops-properties',
  about: 'Properties given when abandoning are lost.',
  source: 'D06',
  module: 'state/settle',
  edits: [{
    find: `  merge(message, properties);
  giveBack(queue, message);
  return message;
}

/** Only unlocks`,
    replace: `  giveBack(queue, message);
  return message;
}

/** Only unlocks`,
  }],
  caught: {
    'abandon-merges-properties': { step: 'second delivery', path: 'facts.properties.attempt', kind: 'semantic', direction: 'neutral' },
  },
});
