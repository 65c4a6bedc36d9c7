import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'lock-token-opens-every-entity',
  about: 'A lock token is good on every entity of the namespace.',
  source: 'D15',
  module: 'state/queue',
  edits: [
    {
      find: 'readonly locked = new Map<number, Message>();',
      replace: 'readonly locked: Map<number, Message>;',
    },
    {
      find: `    this.clock = clock;
`,
      replace: `    this.clock = clock;
    this.locked = lockedAt.get(clock) ?? new Map<number, Message>();
    lockedAt.set(clock, this.locked);
`,
    },
    {
      find: 'export class Queue {',
      replace: `const lockedAt = new WeakMap<Clock, Map<number, Message>>();
export class Queue {`,
    },
  ],
  caught: {
    'lock-token-belongs-to-its-entity': { step: 'complete on the other queue', path: 'facts.status', kind: 'semantic', direction: 'neutral' },
  },
});
