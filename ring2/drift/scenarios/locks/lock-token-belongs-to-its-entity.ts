import { defineScenario } from '#ring2/drift/scenario';
import { send } from '#ring2/drift/steps/index';
import { attachReceiver, manage, receiveDelivery } from '#ring2/drift/steps/wire';
import { lockTokenOf } from '#ring2/drift/wire/lock-token';
import { array, map, string, uuid } from '#ring2/drift/wire/values';

export default defineScenario({
  name: 'lock-token-belongs-to-its-entity',
  ids: ['D15'],
  source: 'service-bus-messaging-exceptions-latest (MessageLockLost: the token is not found), service-bus-amqp-request-response (update-disposition)',
  origin: 'documented',
  expects: 'A lock token is of no use on another entity, where it is as good as lost; on its own it still settles the message.',
  contracts: [],
  tier: 'fast',
  needs: ['wire'],
  entities: { queues: { queue: { lockDuration: 'PT1M' }, other: { lockDuration: 'PT1M' } } },
  shows: {
    'complete on the other queue': { status: 410, condition: 'com.microsoft:message-lock-lost' },
    'complete on its own queue': { status: 200 },
  },

  async *run(bus, { queue, at, message }) {
    yield* send(bus, queue, message());
    const wire = await bus.wire();
    const receiver = yield* attachReceiver(wire, queue, 'attach');
    await receiver.flow(1);
    const { tag } = yield* receiveDelivery(receiver, 'receive');
    const body = map({ 'disposition-status': string('completed'), 'lock-tokens': array('uuid', uuid(lockTokenOf(tag))) });
    yield* manage(wire, at('other'), 'com.microsoft:update-disposition', body, 'complete on the other queue');
    yield* manage(wire, queue, 'com.microsoft:update-disposition', body, 'complete on its own queue');
  },
});
