import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'creating-twice-succeeds',
  about: 'Creating a queue that is there already succeeds and changes nothing.',
  source: 'D119',
  module: 'admin/queue',
  edits: [{
    find: '    const exists = namespace.queueTable.has(name.toLowerCase());',
    replace: `    const exists = namespace.queueTable.has(name.toLowerCase());
    if (exists && !update) return queueEntry(call, getQueue(namespace, name));`,
  }],
  caught: {
    'creating-an-entity-twice-conflicts': { step: 'create it again', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
