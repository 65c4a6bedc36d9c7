import { describe, expect, it } from 'vitest';
import { runtimeCounts } from '#emulators/service-bus/state/entities/counts';
import { type Description, createQueue, deleteQueue, updateQueue } from '#emulators/service-bus/state/entities/queues';
import { createSubscription } from '#emulators/service-bus/state/entities/subscriptions';
import { createTopic } from '#emulators/service-bus/state/entities/topics';
import { enqueue } from '#emulators/service-bus/state/enqueue';
import type { Queue } from '#emulators/service-bus/state/queue';
import { receive } from '#emulators/service-bus/state/receive';
import { deadLetter } from '#emulators/service-bus/state/settle';
import { givenNamespace, idsIn, messageWith } from '#emulators/service-bus/testing/given-topic';

/** Queues that each forward to the next: the last first, because a target must exist. */
function givenChain(length: number, last: Description = {}) {
  const given = givenNamespace();
  const queues: Queue[] = [];
  for (let number = length; number >= 1; number -= 1) {
    queues.unshift(createQueue(given.namespace, `q${number}`, number === length ? last : { forwardTo: `q${number + 1}` }));
  }
  return { ...given, queues, first: queues[0] ?? given.find('q1'), last: queues.at(-1) ?? given.find('q1') };
}
const firstIn = (queue: Queue) => [...queue.messages.values()][0];
const reasonsIn = (queue: Queue | undefined) => [...(queue?.messages.values() ?? [])].map(({ properties }) => properties['DeadLetterReason']);

describe('auto-forwarding', () => {
  it('D92 moves a message on at once, numbered anew; the number first given stays the enqueued one [seq]', () => {
    const { first, last, clock } = givenChain(2);
    enqueue(last, messageWith('direct'));
    enqueue(first, messageWith('a'));
    clock.advance(0);
    expect([first.messages.size, idsIn(last)]).toEqual([0, ['direct', 'a']]);
    expect([...last.messages.values()].map(({ sequenceNumber, enqueuedSequenceNumber }) => [sequenceNumber, enqueuedSequenceNumber])).toEqual([[1, 1], [2, 1]]);
  });

  it('D90 passes four hops and dead-letters at the fifth [fwd][dlq]', () => {
    const four = givenChain(5);
    enqueue(four.first, messageWith('a'));
    expect(idsIn(four.last)).toEqual(['a']);
    const five = givenChain(6);
    enqueue(five.first, messageWith('a'));
    expect([five.last.messages.size, reasonsIn(five.find('q5/$DeadLetterQueue'))]).toEqual([0, ['MaxTransferHopCountExceeded']]);
  });

  it('D90 ends a circle', () => {
    const { namespace, first, last, find } = givenChain(2);
    updateQueue(namespace, 'q2', { forwardTo: 'q1' });
    enqueue(first, messageWith('a'));
    expect([first.messages.size, last.messages.size, reasonsIn(find('q1/$DeadLetterQueue'))]).toEqual([0, 0, ['MaxTransferHopCountExceeded']]);
  });

  it('sends scheduled messages on when they are due, waiting ones when it is switched on', () => {
    const { namespace, clock } = givenNamespace();
    const to = createQueue(namespace, 'to');
    const from = createQueue(namespace, 'from');
    enqueue(from, messageWith('waiting'));
    enqueue(from, messageWith('later', {}, { scheduledAt: clock.now() + 1000 }));
    updateQueue(namespace, 'FROM', { forwardTo: 'to' });
    expect([idsIn(to), idsIn(from)]).toEqual([['waiting'], ['later']]);
    clock.advance(1000);
    expect([idsIn(to), from.messages.size]).toEqual([['waiting', 'later'], 0]);
  });

  it('dead-letters what cannot go on: target disabled, full or gone [dlq][fwd]', () => {
    const { namespace, first, find } = givenChain(2);
    updateQueue(namespace, 'q2', { status: 'SendDisabled' });
    enqueue(first, messageWith('disabled'));
    updateQueue(namespace, 'q2', { status: 'Active' });
    find('q2').bytes = 2 ** 40;
    enqueue(first, messageWith('full'));
    deleteQueue(namespace, 'q2');
    enqueue(first, messageWith('gone'));
    expect(reasonsIn(find('Q1/$DeadLetterQueue'))).toEqual(['MessagingEntityDisabled', 'QuotaExceeded', 'MessagingEntityNotFound']);
    expect(runtimeCounts(first)).toMatchObject({ activeMessageCount: 0, deadLetterMessageCount: 3, transferDeadLetterMessageCount: 0, messageCount: 3 });
  });

  it('D91 goes into sessions, and dead-letters at the source what has no session id', () => {
    const { first, last, find } = givenChain(2, { requiresSession: true });
    enqueue(first, { ...messageWith('a'), sessionId: 's' });
    enqueue(first, messageWith('b'));
    expect([idsIn(last), idsIn(find('q1/$DeadLetterQueue')), idsIn(find('q2/$DeadLetterQueue')), reasonsIn(first.deadLetters)]).toEqual([['a'], ['b'], [], ['Session ID is null.']]);
  });

  it('goes from a subscription to a topic and on to its subscriptions [fwd]', () => {
    const { namespace, find } = givenNamespace();
    createTopic(namespace, 'second');
    createSubscription(namespace, 'second', 's');
    const { inbox } = createTopic(namespace, 'first');
    createSubscription(namespace, 'first', 's', { forwardTo: 'second' });
    enqueue(inbox, messageWith('a'));
    expect([idsIn(find('first/subscriptions/s')), idsIn(find('second/subscriptions/s'))]).toEqual([[], ['a']]);
  });

  it('D31 of dead letters says where they came from, and keeps what cannot go on [fwd]', () => {
    const { namespace, find } = givenNamespace();
    const collected = createQueue(namespace, 'collected');
    const queue = createQueue(namespace, 'q', { forwardDeadLetteredMessagesTo: 'collected' });
    const killNext = () => deadLetter(queue, receive(queue, 'peek-lock')?.lock?.token ?? 0, { DeadLetterReason: 'why' });
    enqueue(queue, messageWith('a'));
    enqueue(queue, messageWith('b'));
    killNext();
    expect(firstIn(collected)).toMatchObject({ messageId: 'a', deadLetterSource: 'q', enqueuedSequenceNumber: 1, properties: { DeadLetterReason: 'why' } });
    deleteQueue(namespace, 'collected');
    killNext();
    expect(idsIn(find('q/$DeadLetterQueue'))).toEqual(['b']);
  });
});

describe('duplicate detection', () => {
  it('D70 drops an id that was accepted within the window, and takes it again after it [dup]', () => {
    const { namespace, clock } = givenNamespace();
    const queue = createQueue(namespace, 'q', { requiresDuplicateDetection: true, duplicateDetectionHistoryTimeWindow: 20_000 });
    const number = enqueue(queue, messageWith('a')).sequenceNumber;
    receive(queue, 'receive-and-delete');
    clock.advance(19_999);
    expect(enqueue(queue, messageWith('a')).sequenceNumber).toBe(number);
    enqueue(queue, messageWith('b'));
    expect(idsIn(queue)).toEqual(['b']);
    clock.advance(1);
    enqueue(queue, messageWith('a'));
    expect(idsIn(queue)).toEqual(['b', 'a']);
  });

  it('D71 counts scheduled messages from when they were accepted, and topics before their subscriptions [dup]', () => {
    const { namespace, clock, find } = givenNamespace();
    const { inbox } = createTopic(namespace, 't', { requiresDuplicateDetection: true });
    createSubscription(namespace, 't', 's');
    enqueue(inbox, messageWith('a', {}, { scheduledAt: clock.now() + 1000 }));
    enqueue(inbox, messageWith('a'));
    expect(find('t/subscriptions/s').messages.size).toBe(0);
    clock.advance(1000);
    expect(idsIn(find('t/subscriptions/s'))).toEqual(['a']);
  });

  it('holds for forwarded messages too, and forgets on reset', () => {
    const { namespace, first, last } = givenChain(2, { requiresDuplicateDetection: true });
    enqueue(first, messageWith('a'));
    enqueue(first, messageWith('a'));
    expect(idsIn(last)).toEqual(['a']);
    namespace.reset('q2');
    enqueue(first, messageWith('a'));
    expect(idsIn(last)).toEqual(['a']);
  });
});
