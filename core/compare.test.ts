import { describe, expect, test } from 'vitest';
import { compareTranscripts, firstDifference } from '#core/compare';
import { type Fact, type Observation, exact, growing, id, instant, notBefore, permitting, text, toTranscript } from '#core/transcript';

const step = (name: string, facts: Record<string, Fact> = {}, outcome: Observation['outcome'] = 'ok'): Observation => ({ step: name, op: 'receive', outcome, facts });
const compare = (left: Observation[], right: Observation[]) => compareTranscripts(toTranscript('s', left), toTranscript('s', right));
const refused = (changes: object = {}): Observation['outcome'] => ({ code: 'MessageLockLost', retryable: false, text: 'lost', ...changes });

test('alike is alike: other ids, other days, times within the tolerance', () => {
  const run = (salt: string, start: number, delay: number) => [
    step('receive', { lock: id('lock', salt), number: growing('sequence', `${start}`), enqueued: instant(start, 100), locked: instant(start + 5000 + delay, 100) }),
    step('complete', {}, refused()),
  ];
  expect(compare(run('a', 10, 0), run('b', 99_999, 100))).toEqual([]);
});

describe('facts', () => {
  const difference = (left: Fact | undefined, right: Fact | undefined) => {
    const origin = { enqueued: instant(0, 100) };
    return compare([step('receive', { ...origin, ...(left && { fact: left }) })], [step('receive', { ...origin, ...(right && { fact: right }) })])[0];
  };
  test.each<[string, Fact | undefined, Fact | undefined, object]>([
    ['a count', exact(0), exact(1), { kind: 'semantic', left: 0, right: 1 }],
    ['a type', exact('number', 'shape'), exact('string', 'shape'), { kind: 'shape' }],
    ['a default', exact(10, 'default'), exact(3, 'default'), { kind: 'default' }],
    ['a text', text('a'), text('b'), { kind: 'cosmetic' }],
    ['a time beyond the tolerance', instant(5000, 100), instant(5101, 100), { kind: 'timing', left: 'the first instant + 5000 ms (± 100 ms)' }],
    ['a bound the left side breaks', notBefore(0, 1000, 'due', 0), notBefore(1000, 1000, 'due', 0), { kind: 'timing', direction: 'permissive' }],
    ['a missing value', undefined, exact('reason'), { kind: 'semantic', left: 'nothing', right: 'reason' }],
    ['a missing id', id('lock', 'x'), undefined, { kind: 'shape', right: 'nothing' }],
    ['another kind of fact', id('lock', 'x'), exact('x'), { kind: 'shape' }],
  ])('%s', (_name, left, right, expected) => {
    expect(difference(left, right)).toMatchObject({ step: 'receive', path: 'facts.fact', ...expected });
  });

  test('the identity of an id', () => {
    const run = (second: string) => [step('1', { lock: id('lock', 'a') }), step('2', { lock: id('lock', second) })];
    expect(compare(run('a'), run('b'))).toEqual([{ step: '2', path: 'facts.lock', kind: 'semantic', direction: 'neutral', left: 'lock#1', right: 'lock#2' }]);
  });

  test('keys of a body in another order are the same body', () => {
    expect(compare([step('1', { body: exact({ a: 1, b: 2 }) })], [step('1', { body: exact({ b: 2, a: 1 }) })])).toEqual([]);
  });
});

describe('outcomes', () => {
  test.each<[string, Observation['outcome'], Observation['outcome'], object]>([
    ['accepts what is refused', 'ok', refused(), { kind: 'semantic', direction: 'permissive', left: 'ok', right: 'error MessageLockLost' }],
    ['refuses what is accepted', refused(), 'ok', { kind: 'semantic', direction: 'strict' }],
    ['delivers nothing', 'nothing', 'ok', { kind: 'semantic', direction: 'strict' }],
    ['does not know the operation', refused({ unsupported: true }), 'ok', { kind: 'capability', direction: 'strict' }],
  ])('the left side %s', (_name, left, right, expected) => {
    expect(compare([step('1', {}, left)], [step('1', {}, right)])).toEqual([expect.objectContaining({ path: 'outcome', ...expected })]);
  });

  test.each<[string, object, string]>([
    ['code', { code: 'GeneralError' }, 'semantic'], ['retryable', { retryable: true }, 'semantic'],
    ['condition', { condition: 'amqp:not-found' }, 'shape'], ['text', { text: 'gone' }, 'cosmetic'],
  ])('another %s of the same refusal', (part, change, kind) => {
    expect(compare([step('1', {}, refused(change))], [step('1', {}, refused())])).toEqual([expect.objectContaining({ path: `error.${part}`, kind })]);
  });
});

describe('courses', () => {
  test('a script that stopped where the outcomes differ is one finding', () => {
    expect(compare([step('1', {}, 'nothing')], [step('1'), step('2'), step('3')])).toHaveLength(1);
  });

  test('a step that only one side took is a finding of its own', () => {
    expect(compare([step('1')], [step('1'), step('2'), step('3')])).toEqual([{ step: '2', path: 'step', kind: 'semantic', direction: 'strict', left: 'nothing', right: 'taken' }]);
    expect(compare([step('1'), step('2')], [step('1')])).toEqual([{ step: '2', path: 'step', kind: 'semantic', direction: 'permissive', left: 'taken', right: 'nothing' }]);
    expect(compare([], [step('1')])).toHaveLength(1);
  });

  test('order counts for each actor, not between actors', () => {
    const by = (actor: string, name: string): Observation => ({ ...step(name), actor });
    expect(compare([by('a', '1'), by('b', '2')], [by('b', '2'), by('a', '1')])).toEqual([]);
    expect(compare([by('a', '1'), by('a', '2')], [by('a', '2'), by('a', '1')])).toEqual([{ step: 'a', path: 'order', kind: 'semantic', direction: 'neutral', left: ['1', '2'], right: ['2', '1'] }]);
  });
});

test('the first difference is the first step\'s', () => {
  const run = (count: number) => toTranscript('s', [step('1', { count: exact(count) }), step('2', { count: exact(count) })]);
  expect(firstDifference(run(0), run(1))).toMatchObject({ step: '1' });
  expect(firstDifference(run(0), run(0))).toBeUndefined();
});

describe('a fact by which a target lets something through or refuses it', () => {
  const shown = (fact: Fact) => toTranscript('s', [{ step: 'ask', op: 'manage', outcome: 'ok', facts: { fact } }]);
  const between = (mine: Fact, other: Fact) => compareTranscripts(shown(mine), shown(other)).map(({ kind, direction }) => [kind, direction]);

  test('is permissive where the left side lets more through, strict where it lets less', () => {
    expect(between(permitting(202, 1), permitting(401, 0))).toEqual([['semantic', 'permissive']]);
    expect(between(permitting(401, 0), permitting(202, 1))).toEqual([['semantic', 'strict']]);
    expect(between(permitting('1048576', 1_048_576, 'default'), permitting('262144', 262_144, 'default'))).toEqual([['default', 'permissive']]);
  });

  test('has no direction where both refuse or both grant, or one does not say; equal values are no difference', () => {
    expect(between(permitting(404, 0), permitting(410, 0))).toEqual([['semantic', 'neutral']]);
    expect(between(permitting(200, 1), exact(404))).toEqual([['semantic', 'neutral']]);
    expect(between(permitting(200, 1), permitting(200, 0))).toEqual([]);
  });
});
