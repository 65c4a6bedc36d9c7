import { exact } from '#core/transcript';
import { defineScenario } from '#ring2/drift/scenario';
import { note, peek, send } from '#ring2/drift/steps/index';
import { attachReceiver, receiveDelivery } from '#ring2/drift/steps/wire';
import { lockTokenOf } from '#ring2/drift/wire/lock-token';
import { array, map, string, uuid } from '#ring2/drift/wire/values';

export default defineScenario({
  name: 'one-lock-is-settled-once',
  ids: ['D12'],
  source: 'service-bus-amqp-request-response (update-disposition), service-bus-messaging-exceptions-latest (MessageLockLost: the message was removed)',
  origin: 'documented',
  expects: 'When two connections settle the same lock at the same time, one succeeds and the other is told that the lock is lost.',
  contracts: [],
  tier: 'fast',
  needs: ['wire', 'peek'],
  entities: { queues: { queue: { lockDuration: 'PT1M' } } },
  shows: { 'the two answers': { completed: 1, 'com.microsoft:message-lock-lost': 1 }, 'peek afterwards': { count: 0 } },

  async *run(bus, { queue, message }) {
    yield* send(bus, queue, message());
    const [one, other] = await Promise.all([bus.wire(), bus.wire()]);
    const receiver = yield* attachReceiver(one, queue, 'attach');
    await receiver.flow(1);
    const { tag } = yield* receiveDelivery(receiver, 'receive');
    const body = map({ 'disposition-status': string('completed'), 'lock-tokens': array('uuid', uuid(lockTokenOf(tag))) });
    // Which of the two wins is not a fact.
    const answers = await Promise.all([one, other].map((wire) => wire.manage(queue, 'com.microsoft:update-disposition', body)));
    const words = answers.map(({ status, condition }) => (status === 200 ? 'completed' : (condition ?? String(status))));
    yield* note('the two answers', Object.fromEntries([...new Set(words)].sort().map((word) => [word, exact(words.filter((one) => one === word).length)])));
    yield* peek(bus, queue, 'peek afterwards');
  },
});
