import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'correlation-wants-one-to-be-equal',
  about: 'A correlation filter lets through what equals it in one property.',
  source: 'D86',
  module: 'state/match',
  edits: [
    {
      find: 'if (view.system.get(name) !== wanted) return false;',
      replace: 'if (view.system.get(name) === wanted) return true;',
    },
    {
      find: 'if (value === undefined || !sameValue(value, wanted)) return false;',
      replace: 'if (value !== undefined && sameValue(value, wanted)) return true;',
    },
    {
      find: `  }
  return true;
}`,
      replace: `  }
  return false;
}`,
    },
  ],
  caught: {
    'correlation-wants-all-to-be-equal': { step: 'by all that there are', path: 'facts.selected', kind: 'semantic', direction: 'neutral' },
  },
});
