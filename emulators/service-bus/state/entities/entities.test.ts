import { describe, expect, it } from 'vitest';
import type { Attachment } from '#emulators/service-bus/state/attachment';
import { runtimeCounts } from '#emulators/service-bus/state/entities/counts';
import { type Description, createQueue, deleteQueue, getQueue, listQueues, updateQueue } from '#emulators/service-bus/state/entities/queues';
import { createRule, getRule, updateRule } from '#emulators/service-bus/state/entities/rules';
import { createSubscription, deleteSubscription, getSubscription, listSubscriptions, updateSubscription } from '#emulators/service-bus/state/entities/subscriptions';
import { createTopic, deleteTopic, getTopic, listTopics, updateTopic } from '#emulators/service-bus/state/entities/topics';
import { enqueue } from '#emulators/service-bus/state/enqueue';
import type { Fault } from '#emulators/service-bus/state/fault';
import { Namespace } from '#emulators/service-bus/state/namespace';
import { peek } from '#emulators/service-bus/state/peek';
import { PROFILES } from '#emulators/service-bus/state/profile';
import type { Queue } from '#emulators/service-bus/state/queue';
import { receive } from '#emulators/service-bus/state/receive';
import { deadLetter } from '#emulators/service-bus/state/settle';
import type { Subscription } from '#emulators/service-bus/state/topic';
import { givenNamespace, idsIn, messageWith } from '#emulators/service-bus/testing/given-topic';

const fault = (code: string) => expect.objectContaining({ code }) as Error;

/** A link that remembers why it was taken off. */
function attached(queue: Queue | undefined, direction: Attachment['direction']): { why?: Fault } {
  const link: { why?: Fault } = {};
  queue?.attachments.add({ direction, detach: (why) => { link.why = why; } });
  return link;
}

describe('entities', () => {
  it('D119 have the standard tier\'s defaults, are found in any case and listed by name', () => {
    const { namespace } = givenNamespace();
    createQueue(namespace, 'b', { lockDuration: 5000 });
    createQueue(namespace, 'A/x');
    createTopic(namespace, 'T');
    createSubscription(namespace, 't', 'S2');
    createSubscription(namespace, 't', 's1');
    expect(getQueue(namespace, 'B').options).toMatchObject({ lockDuration: 5000, maxDeliveryCount: 10, maxSizeInMegabytes: 1024, status: 'Active', autoDeleteOnIdle: Infinity });
    expect([listQueues(namespace), listTopics(namespace), listSubscriptions(namespace, 'T')].map((list) => list.map(({ name }) => name))).toEqual([['A/x', 'b'], ['T'], ['s1', 'S2']]);
    expect(getSubscription(namespace, 'T', 's2').queue.name).toBe('T/Subscriptions/S2');
  });

  it("have the defaults of their namespace's tier", () => {
    const clock = givenNamespace().clock;
    const made = (name: 'premium' | 'official-emulator') => createQueue(new Namespace('n', clock, { profile: PROFILES[name] }), 'q').options;
    expect(made('official-emulator')).toMatchObject({ maxDeliveryCount: 3, defaultMessageTimeToLive: 3_600_000, duplicateDetectionHistoryTimeWindow: 20_000, maxSizeInMegabytes: 100 });
    expect(made('premium')).toMatchObject({ maxDeliveryCount: 10, maxMessageSizeInKilobytes: 1024 });
  });

  it('D119 exist once: queues and topics share their names', () => {
    const { namespace } = givenNamespace();
    createQueue(namespace, 'q');
    createTopic(namespace, 't');
    createSubscription(namespace, 't', 's');
    for (const act of [() => createQueue(namespace, 'Q'), () => createQueue(namespace, 'T'), () => createTopic(namespace, 'q'), () => createSubscription(namespace, 't', 'S')]) expect(act).toThrow(fault('entity-already-exists'));
    for (const act of [() => getQueue(namespace, 't'), () => getTopic(namespace, 'q'), () => deleteQueue(namespace, 'x'), () => updateTopic(namespace, 'x', {}),
      () => createSubscription(namespace, 'q', 's'), () => getSubscription(namespace, 't', 'x'), () => listSubscriptions(namespace, 'x')]) expect(act).toThrow(fault('entity-not-found'));
  });

  it.each<[string, Description]>([
    ['-q', {}], ['q/', {}], ['a b', {}], ['x'.repeat(261), {}], ['', {}], ['q', { lockDuration: 300_001 }], ['q', { lockDuration: 0 }], ['q', { maxDeliveryCount: 0 }], ['q', { autoDeleteOnIdle: 299_999 }],
    ['q', { userMetadata: 'x'.repeat(1025) }], ['q', { forwardTo: 'Q' }], ['q', { requiresSession: true, forwardTo: 'other' }], ['q', { forwardTo: 't/Subscriptions/s' }], ['q', { maxSizeInMegabytes: Number.NaN }],
  ])('D04, D91, D94 are refused beyond the limits: "%s" %o', (name, description) => {
    const { namespace } = givenNamespace();
    createQueue(namespace, 'other');
    createTopic(namespace, 't');
    createSubscription(namespace, 't', 's');
    expect(() => createQueue(namespace, name, description)).toThrow(fault('argument-error'));
    expect(listQueues(namespace)).toHaveLength(1);
  });

  it('D91 cannot forward to what is not there; D94 take ~ and / in names', () => {
    const { namespace } = givenNamespace();
    expect(() => createQueue(namespace, 'q', { forwardTo: 'missing' })).toThrow(fault('entity-not-found'));
    expect(createQueue(namespace, 'a~b/c.d-e_f').name).toBe('a~b/c.d-e_f');
  });

  it('are updated in what may change, at once', () => {
    const { namespace, clock } = givenNamespace();
    const queue = createQueue(namespace, 'q');
    clock.advance(1000);
    updateQueue(namespace, 'q', { lockDuration: 5000 });
    enqueue(queue, messageWith('a'));
    expect((receive(queue, 'peek-lock')?.lock?.until ?? 0) - clock.now()).toBe(5000);
    expect([queue.updatedAt - queue.createdAt, queue.options.maxDeliveryCount]).toEqual([1000, 10]);
    expect(() => updateQueue(namespace, 'q', { requiresSession: true })).toThrow(fault('argument-error'));
    createTopic(namespace, 't');
    const subscription = createSubscription(namespace, 't', 's');
    expect(updateSubscription(namespace, 't', 's', { maxDeliveryCount: 3 }).queue.options.maxDeliveryCount).toBe(3);
    createRule(namespace, subscription, { name: 'r', filter: { type: 'true' } });
    updateRule(namespace, subscription, { name: 'R', filter: { type: 'false' }, action: 'SET a = 1' });
    expect(getRule(namespace, subscription, 'r')).toMatchObject({ name: 'r', filter: { type: 'false' }, action: 'SET a = 1' });
  });

  it('take their links along when they are deleted, subscriptions with their topic', () => {
    const { namespace, find } = givenNamespace();
    const queue = createQueue(namespace, 'q');
    const links = [attached(queue, 'send'), attached(queue, 'manage'), attached(queue.deadLetters, 'receive')];
    enqueue(queue, messageWith('a', {}, { timeToLive: 1000 }));
    deleteQueue(namespace, 'Q');
    createTopic(namespace, 't');
    createSubscription(namespace, 't', 'gone');
    links.push(attached(find('t/subscriptions/gone'), 'receive'));
    deleteSubscription(namespace, 't', 'gone');
    createSubscription(namespace, 't', 's');
    links.push(attached(find('t/subscriptions/s'), 'receive'));
    deleteTopic(namespace, 't');
    expect(links.map(({ why }) => why?.code)).toEqual(links.map(() => 'entity-not-found'));
    expect([namespace.find('q'), namespace.find('t'), namespace.find('t/subscriptions/s'), queue.messages.size]).toEqual([undefined, undefined, undefined, 0]);
  });

  it('D106 lose the links that a new status refuses, and refuse what they say', () => {
    const { namespace } = givenNamespace();
    const queue = createQueue(namespace, 'q');
    const [send, take] = [attached(queue, 'send'), attached(queue, 'receive')];
    updateQueue(namespace, 'q', { status: 'SendDisabled' });
    expect([send.why?.code, take.why]).toEqual(['entity-disabled', undefined]);
    expect(() => enqueue(queue, messageWith('a'))).toThrow(fault('entity-disabled'));
    updateQueue(namespace, 'q', { status: 'ReceiveDisabled' });
    expect(take.why?.code).toBe('entity-disabled');
    enqueue(queue, messageWith('a'));
    expect(idsIn(queue)).toEqual(['a']);
  });

  it('D104 refuse messages beyond their size, a topic by what its subscriptions hold', () => {
    const { namespace } = givenNamespace();
    const topic = createTopic(namespace, 't', { maxSizeInMegabytes: 1 });
    const { queue } = createSubscription(namespace, 't', 's');
    const half = () => messageWith('a', {}, { content: { ...messageWith('').content, bare: new Uint8Array(512 * 1024) } });
    enqueue(topic.inbox, half());
    enqueue(topic.inbox, half());
    expect(() => enqueue(topic.inbox, half())).toThrow(fault('quota-exceeded'));
    deadLetter(queue, receive(queue, 'peek-lock')?.lock?.token ?? 0);
    expect(() => enqueue(topic.inbox, half())).toThrow(fault('quota-exceeded'));
    receive(queue, 'receive-and-delete');
    enqueue(topic.inbox, half());
    expect(runtimeCounts(queue)).toMatchObject({ messageCount: 2, activeMessageCount: 1, deadLetterMessageCount: 1, sizeInBytes: 1024 * 1024 });
  });

  it('D121 are deleted when nobody used them for AutoDeleteOnIdle, not while somebody receives', () => {
    const { namespace, clock } = givenNamespace();
    const idle = 300_000;
    const queue = createQueue(namespace, 'q', { autoDeleteOnIdle: idle });
    createTopic(namespace, 't', { autoDeleteOnIdle: 2 * idle });
    createSubscription(namespace, 't', 's', { autoDeleteOnIdle: idle });
    const receiver = [...queue.attachments, attached(queue, 'receive')];
    clock.advance(idle - 1);
    enqueue(getTopic(namespace, 't').inbox, messageWith('a'));
    clock.advance(1);
    // What is sent to the topic is no use of the subscription.
    expect([listQueues(namespace).length, listSubscriptions(namespace, 't').length, receiver.length]).toEqual([1, 0, 1]);
    queue.attachments.clear();
    clock.advance(idle);
    expect([listQueues(namespace).length, listTopics(namespace).length]).toEqual([0, 1]);
    clock.advance(idle);
    expect(listTopics(namespace)).toEqual([]);
    createQueue(namespace, 'to');
    expect(createQueue(namespace, 'from', { forwardTo: 'to', autoDeleteOnIdle: idle }).options.autoDeleteOnIdle).toBe(Infinity);
  });

  it.each<[string, (namespace: Namespace, queue: Queue, subscription: Subscription) => unknown]>([
    ['browsed', (_namespace, queue, { queue: own }) => [peek(queue, 0, 1), peek(own, 0, 1)]],
    ['changed', (namespace) => [updateQueue(namespace, 'q', { maxDeliveryCount: 5 }), updateSubscription(namespace, 't', 's', { maxDeliveryCount: 5 })]],
    ['received from', (_namespace, queue, { queue: own }) => {
      for (const one of [queue, own]) enqueue(one, messageWith('a'));
      return [receive(queue, 'peek-lock'), receive(own, 'peek-lock')];
    }],
  ])('D121 begin their time anew when they are %s [ttl]', (_, use) => {
    const { namespace, clock } = givenNamespace();
    const queue = createQueue(namespace, 'q', { autoDeleteOnIdle: 300_000 });
    createTopic(namespace, 't');
    const subscription = createSubscription(namespace, 't', 's', { autoDeleteOnIdle: 300_000 });
    clock.advance(200_000);
    use(namespace, queue, subscription);
    clock.advance(299_999);
    expect([listQueues(namespace).length, listSubscriptions(namespace, 't').length]).toEqual([1, 1]);
    clock.advance(1);
    expect([listQueues(namespace).length, listSubscriptions(namespace, 't').length]).toEqual([0, 0]);
  });

  it('D121 stay with a scheduled message, and a subscription with each new rule [ttl]', () => {
    const { namespace, clock } = givenNamespace();
    const queue = createQueue(namespace, 'q', { autoDeleteOnIdle: 300_000 });
    createTopic(namespace, 't');
    const subscription = createSubscription(namespace, 't', 's', { autoDeleteOnIdle: 300_000 });
    enqueue(queue, messageWith('a', {}, { scheduledAt: clock.now() + 1_000_000 }));
    clock.advance(200_000);
    createRule(namespace, subscription, { name: 'r', filter: { type: 'true' } });
    clock.advance(200_000);
    expect([listQueues(namespace).length, listSubscriptions(namespace, 't').length]).toEqual([1, 1]);
    clock.advance(799_999);
    expect([listQueues(namespace).length, listSubscriptions(namespace, 't').length]).toEqual([1, 0]);
    clock.advance(300_000);
    expect(listQueues(namespace)).toEqual([]);
  });
});
