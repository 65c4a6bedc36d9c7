import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'duplicates-are-forgotten-after-20-s-by-default',
  about: 'A new entity remembers message ids for 20 s, not for ten minutes.',
  source: 'D119; the defaults of the official emulator',
  module: 'state/queue-options',
  edits: [{ find: '  duplicateDetectionHistoryTimeWindow: 10 * MINUTE,', replace: '  duplicateDetectionHistoryTimeWindow: 20_000,' }],
  caught: {
    'queue-is-made-with-the-standard-defaults': { step: 'create', path: 'facts.duplicateDetectionHistoryTimeWindow', kind: 'default', direction: 'neutral' },
  },
});
