import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'entity-names-regard-case',
  about: 'A queue is found by its name letter by letter.',
  source: 'D94',
  module: 'state/namespace',
  edits: [{
    find: `    return this.#entity(wanted);
  }

  /** \`topic`,
    replace: `    return path === wanted || path.includes('/') ? this.#entity(wanted) : undefined;
  }

  /** \`topic`,
  }],
  caught: {
    'entity-names-ignore-case': { step: 'send to the queue in capitals', path: 'outcome', kind: 'semantic', direction: 'strict' },
  },
});
