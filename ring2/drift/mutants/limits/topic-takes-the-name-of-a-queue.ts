import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'topic-takes-the-name-of-a-queue',
  about: 'A topic may have the name of a queue.',
  source: 'D119',
  module: 'admin/topic',
  edits: [{
    find: 'const taken = exists || namespace.queueTable.has(name.toLowerCase());',
    replace: `if (namespace.queueTable.has(name.toLowerCase())) return topicEntry(call, { name, inbox: call.namespace.newQueue(name, call.namespace.profile.defaults, 'topic'), subscriptions: new Map() });
    const taken = exists;`,
  }],
  caught: {
    'creating-an-entity-twice-conflicts': { step: 'create a topic of that name', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
});
