import { defineMutant } from '#ring2/drift/mutation/mutant';

export default defineMutant({
  name: 'unknown-queues-are-made',
  about: 'A queue for which a token is put and that is not there is made on the fly.',
  source: 'D105',
  module: 'amqp/container',
  edits: [{
    find: '!broker.namespace.find(entity))',
    replace: '!(broker.namespace.find(entity) ?? broker.namespace.addQueue(entity, broker.namespace.profile.defaults)))',
  }],
  caught: {
    'receive-unknown-entity': { step: 'receive from nowhere', path: 'outcome', kind: 'semantic', direction: 'permissive' },
  },
  also: ['idle-queue-is-deleted', 'manage-unknown-entity'],
});
