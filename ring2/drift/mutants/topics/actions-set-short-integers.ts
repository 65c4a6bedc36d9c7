import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'actions-set-short-integers',
  about: 'A whole number that an action sets is an int on the wire, not a long.',
  source: 'D87',
  module: 'amqp/codec/value',
  edits: [
    {
      find: `case 'bigint': return long(value);`,
      replace: `case 'bigint': return value >= -0x80000000n && value < 0x80000000n ? int(Number(value)) : long(value);`,
    },
    {
      find: 'import { long, string, timestamp } from',
      replace: 'import { int, long, string, timestamp } from',
    },
  ],
  caught: {
    'action-constants-have-types-on-the-wire': { step: 'receive', path: 'facts.i.type', kind: 'shape', direction: 'neutral' },
  },
});
