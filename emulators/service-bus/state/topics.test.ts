import { describe, expect, it } from 'vitest';
import { virtualClock } from '#core/clock';
import { createRule, deleteRule, listRules } from '#emulators/service-bus/state/entities/rules';
import { createSubscription } from '#emulators/service-bus/state/entities/subscriptions';
import { createTopic } from '#emulators/service-bus/state/entities/topics';
import { topicCounts } from '#emulators/service-bus/state/entities/counts';
import { enqueue } from '#emulators/service-bus/state/enqueue';
import { Fault } from '#emulators/service-bus/state/fault';
import { Namespace } from '#emulators/service-bus/state/namespace';
import { receive } from '#emulators/service-bus/state/receive';
import type { Filter } from '#emulators/service-bus/state/rule';
import { cancelScheduled } from '#emulators/service-bus/state/schedule';
import { type Given, givenNamespace, idsIn, messageWith, propertiesOf } from '#emulators/service-bus/testing/given-topic';

function givenTopic(description: Parameters<typeof createSubscription>[3] = {}) {
  const given = givenNamespace();
  const topic = createTopic(given.namespace, 't');
  const subscription = createSubscription(given.namespace, 't', 's', description);
  const rule = (name: string, filter: Filter, action?: string) => createRule(given.namespace, subscription, { name, filter, ...(action === undefined ? {} : { action }) });
  const only = (name: string, filter: Filter, action?: string) => {
    deleteRule(given.namespace, subscription, '$Default');
    rule(name, filter, action);
  };
  return { ...given, topic, subscription, queue: subscription.queue, rule, only, send: (id: string, properties: Given = {}) => enqueue(topic.inbox, messageWith(id, properties)) };
}
const sql = (expression: string): Filter => ({ type: 'sql', expression });
const byProperties = (given: Given): Filter => ({ type: 'correlation', system: new Map(), properties: new Map(Object.entries(given)) });

describe('a topic', () => {
  it('D80 gives a new subscription everything, by a rule named $Default [flt]', () => {
    const { send, queue, subscription } = givenTopic();
    send('a');
    expect([listRules(subscription).map(({ name }) => name), idsIn(queue)]).toEqual([['$Default'], ['a']]);
  });

  it('D95 accepts and drops what no subscription wants [flt]', () => {
    const { namespace, clock } = givenNamespace();
    const lonely = createTopic(namespace, 'lonely');
    enqueue(lonely.inbox, messageWith('a'));
    expect(lonely.inbox.messages.size).toBe(0);
    const { send, only, queue, topic } = givenTopic();
    only('none', { type: 'false' });
    send('a');
    expect([queue.messages.size, topic.inbox.messages.size, clock.now()]).toEqual([0, 0, clock.now()]);
  });

  it('gives every subscription a copy of its own, numbered there; the topic\'s number stays the enqueued one [seq]', () => {
    const { namespace, topic, send, queue } = givenTopic();
    const other = createSubscription(namespace, 't', 'other').queue;
    send('a');
    createSubscription(namespace, 't', 'late');
    send('b');
    const late = namespace.find('T/subscriptions/LATE');
    expect([idsIn(queue), idsIn(other), late && idsIn(late)]).toEqual([['a', 'b'], ['a', 'b'], ['b']]);
    receive(queue, 'receive-and-delete');
    expect(idsIn(other)).toEqual(['a', 'b']);
    const [first] = late?.messages.values() ?? [];
    expect([first?.sequenceNumber, first?.enqueuedSequenceNumber]).toEqual([1, 2]);
    expect(topicCounts(topic)).toMatchObject({ subscriptionCount: 3, scheduledMessageCount: 0 });
  });

  it('keeps scheduled messages until their time, and cancels them [seq]', () => {
    const { topic, queue, clock } = givenTopic();
    const later = (id: string) => enqueue(topic.inbox, messageWith(id, {}, { scheduledAt: clock.now() + 5000 })).sequenceNumber;
    later('a');
    cancelScheduled(topic.inbox, [later('b')]);
    expect([topicCounts(topic).scheduledMessageCount, queue.messages.size]).toEqual([1, 0]);
    clock.advance(5000);
    expect([topicCounts(topic).scheduledMessageCount, idsIn(queue)]).toEqual([0, ['a']]);
  });

  it('grants the shortest of three times to live: message, topic, subscription [ttl]', () => {
    const { namespace, clock } = givenNamespace();
    const { inbox } = createTopic(namespace, 't', { defaultMessageTimeToLive: 5000 });
    const lifetime = (name: string, defaultMessageTimeToLive: number, timeToLive?: number) => {
      const { queue } = createSubscription(namespace, 't', name, { defaultMessageTimeToLive });
      enqueue(inbox, messageWith(name, {}, timeToLive === undefined ? {} : { timeToLive }));
      return ([...queue.messages.values()].at(-1)?.expiresAt ?? 0) - clock.now();
    };
    expect([lifetime('a', Infinity), lifetime('b', 3000), lifetime('c', Infinity, 1000)]).toEqual([5000, 3000, 1000]);
  });

  it('copies into a disabled subscription [EntityStatus]', () => {
    const { send, queue } = givenTopic({ status: 'Disabled' });
    send('a');
    expect(idsIn(queue)).toEqual(['a']);
  });

  it('D34 dead-letters what has no session where sessions are required [dlq]', () => {
    const { send, queue, find } = givenTopic({ requiresSession: true });
    send('a');
    expect([queue.messages.size, [...find('t/Subscriptions/s/$DeadLetterQueue').messages.values()].map(({ properties }) => properties['DeadLetterReason'])])
      .toEqual([0, ['Session ID is null.']]);
  });
});

it('fails the filters that look into a message that cannot be read, and no other subscription', () => {
  const codec = { view: () => { throw new Fault('decode-error', 'unreadable'); }, edit: () => { throw new Error('not asked'); } };
  const clock = virtualClock();
  const namespace = new Namespace('n', clock, { codec });
  const { inbox } = createTopic(namespace, 't');
  const looking = createSubscription(namespace, 't', 'looking', {}, { name: 'r', filter: sql('a = 1') }).queue;
  const plain = createSubscription(namespace, 't', 'plain').queue;
  enqueue(inbox, messageWith('now'));
  enqueue(inbox, messageWith('later', {}, { scheduledAt: clock.now() + 1000 }));
  clock.advance(1000);
  expect([idsIn(plain), looking.messages.size, looking.deadLetters && idsIn(looking.deadLetters)]).toEqual([['now', 'later'], 0, ['now', 'later']]);
});

describe('rules', () => {
  it('D81 without actions give one copy together [flt]', () => {
    const { send, rule, queue } = givenTopic();
    rule('r1', sql('n > 1'));
    rule('r2', byProperties({ n: 2n }));
    send('a', { n: 2n });
    expect(idsIn(queue)).toEqual(['a']);
  });

  it('D82 with actions give one copy each, with the name of the rule, beside the one of those without [flt]', () => {
    const { send, rule, queue } = givenTopic();
    rule('cheap', sql('n < 10'), "SET size = 'small'");
    rule('odd', sql('n % 2 = 1'), 'SET n = n + 100; REMOVE color');
    rule('none', sql('n > 99'), "SET size = 'large'");
    send('a', { n: 3n, color: 'red' });
    expect([...queue.messages.values()].map(propertiesOf)).toEqual([
      { n: 3n, color: 'red', size: 'small', RuleName: 'cheap' }, { n: 103n, RuleName: 'odd' }, { n: 3n, color: 'red' },
    ]);
  });

  it('D86 correlate by value, case and type, all of them [flt]', () => {
    const { send, only, queue } = givenTopic();
    only('r', { type: 'correlation', system: new Map([['Label', 'x']]), properties: new Map<string, never>(Object.entries({ n: 1n, t: 'A' }) as never) });
    send('yes', { 'sys.Label': 'x', n: 1n, t: 'A' });
    send('text', { 'sys.Label': 'x', n: '1', t: 'A' });
    send('case', { 'sys.Label': 'x', n: 1n, t: 'a' });
    send('name', { 'sys.Label': 'x', N: 1n, t: 'A' });
    send('missing', { 'sys.Label': 'x', n: 1n });
    send('label', { 'sys.Label': 'X', n: 1n, t: 'A' });
    expect(idsIn(queue)).toEqual(['yes']);
  });

  it('D87 set and remove properties, keeping the type of one that is there, and system properties as text [sql]', () => {
    const { send, only, queue } = givenTopic();
    only('r', { type: 'true' }, "SET sys.To = 'Leeds'; SET sys.SessionId = n; SET d = 2; SET D = d * 2; SET [new one] = newid(); REMOVE missing; REMOVE sys.Label");
    send('a', { n: 7n, d: 0.5, 'sys.Label': 'l' });
    const [message] = queue.messages.values();
    expect(message && propertiesOf(message)).toEqual({ 'sys.To': 'Leeds', 'sys.SessionId': '7', n: 7n, d: 4, 'new one': { guid: expect.any(String) as string }, RuleName: 'r' });
    expect(message?.sessionId).toBe('7');
  });

  it('D87 take statements without a semicolon, and null for what is unknown [sql]', () => {
    const { send, only, queue } = givenTopic();
    only('r', { type: 'true' }, 'SET a = missing + 1 SET n = NULL SET sys.To = missing REMOVE b');
    send('a', { n: 1n, b: 2n, 'sys.To': 'x' });
    expect([...queue.messages.values()].map(propertiesOf)).toEqual([{ a: null, n: null, RuleName: 'r' }]);
  });

  it.each(['SET n = \'text\'', 'SET x = 1 / 0', 'SET x = n + \'a\''])('D32 dead-letter where evaluation fails and the subscription says so: %s [dlq]', (action) => {
    for (const [flag, dead] of [[true, 1], [false, 0]] as const) {
      const { send, only, queue, find } = givenTopic({ deadLetteringOnFilterEvaluationExceptions: flag });
      only('r', { type: 'true' }, action);
      send('a', { n: 1n });
      expect([queue.messages.size, find('t/Subscriptions/s/$DeadLetterQueue').messages.size]).toEqual([0, dead]);
    }
  });

  it('D88, D89 are listed by name; one name twice and one that is not there are refused', () => {
    const { rule, subscription, namespace } = givenTopic();
    for (const name of ['b', 'A', 'c']) rule(name, { type: 'false' });
    expect(listRules(subscription).map(({ name }) => name)).toEqual(['$Default', 'A', 'b', 'c']);
    expect(() => rule('a', { type: 'true' })).toThrow(expect.objectContaining({ code: 'entity-already-exists', message: expect.stringMatching(/The messaging entity '.*\/a' already exists/) as string }) as Error);
    expect(() => deleteRule(namespace, subscription, 'd')).toThrow(expect.objectContaining({ code: 'entity-not-found' }) as Error);
  });

  it.each([[sql('a ='), undefined], [sql('1=1'), 'DROP x'], [byProperties({}), undefined], [sql('sys.Colour = 1'), undefined], [sql('1=1'), Array.from({ length: 33 }, () => 'SET a = 1').join(';')]])('D84, D85 are refused when wrong: %o %s', (filter, action) => {
    const { rule, subscription } = givenTopic();
    expect(() => rule('r', filter, action)).toThrow(expect.objectContaining({ code: 'argument-error' }) as Error);
    expect(subscription.rules.size).toBe(1);
  });
});
