import { describe, expect, test } from 'vitest';
import { type Fact, type Observation, exact, growing, id, instant, notBefore, scrub, text, toTranscript } from '#core/transcript';

const observe = (step: string, facts: Record<string, Fact>): Observation => ({ step, op: 'receive', outcome: 'ok', facts });
const factsOf = (observations: Observation[], names?: Record<string, string>) => toTranscript('s', observations, names).events.map(({ facts }) => facts);

describe('normal form', () => {
  test('ids become symbols: the same one, or another one', () => {
    const seen = ['b7', 'a1', 'b7'].map((value, n) => observe(`${n}`, { lock: id('lock', value), message: id('message', value) }));
    expect(factsOf(seen)).toEqual([
      { lock: { symbol: 'lock#1' }, message: { symbol: 'message#1' } },
      { lock: { symbol: 'lock#2' }, message: { symbol: 'message#2' } },
      { lock: { symbol: 'lock#1' }, message: { symbol: 'message#1' } },
    ]);
  });

  test('growing numbers keep their order, beyond 2^53 too', () => {
    const seen = ['9007199254740993', '9007199254740994', '9007199254740992', '9007199254740994'].map((value, n) => observe(`${n}`, { n: growing('sequence', value) }));
    expect(factsOf(seen).map(({ n }) => n)).toEqual([
      { symbol: 'sequence#1', order: 'first' }, { symbol: 'sequence#2', order: 'above sequence#1' },
      { symbol: 'sequence#3', order: 'below sequence#2' }, { symbol: 'sequence#2' },
    ]);
  });

  test('times become distances from the first one, whatever the date', () => {
    const at = (start: number) => factsOf([observe('1', { enqueued: instant(start, 10), locked: instant(start + 5000, 10) })]);
    expect(at(1_000_000)).toEqual(at(2_000_000_000_000));
    expect(at(0)[0]?.locked).toEqual({ from: 'the first instant', offsetMs: 5000, toleranceMs: 10 });
  });

  test('a bound holds within its tolerance', () => {
    const holds = (at: number) => factsOf([observe('1', { due: notBefore(at, 1000, 'the scheduled time', 50) })])[0]?.due;
    expect(holds(950)).toEqual({ notBefore: 'the scheduled time', holds: true });
    expect(holds(949)).toEqual({ notBefore: 'the scheduled time', holds: false });
  });

  test('errors keep code, condition and retryable; their text loses what differs from run to run', () => {
    const refused = (host: string, queue: string, tracking: string) => toTranscript('s', [{
      step: 'complete', op: 'complete', facts: {},
      outcome: { code: 'MessageLockLost', retryable: false, text: `No lock at sb://${host}/${queue}. TrackingId:${tracking}, SystemTracker:${host}:${queue}, Timestamp:2026-01-02T03:04:05.678Z` },
    }], { [queue]: 'queue' });
    const [event] = refused('one.servicebus.windows.net', 'q-1', '8f0e4b9e-6f7c-4a0b-8f3e-1d2c3b4a5f60_G2').events;
    expect(event).toMatchObject({ n: 0, actor: 'main', outcome: 'error', error: { code: 'MessageLockLost', retryable: false } });
    expect(event?.error?.text).toBe('No lock at sb://<host>/<queue>. TrackingId:…, SystemTracker:…, Timestamp:…');
    expect(refused('localhost:4711', 'q-22', 'x')).toEqual(refused('one.servicebus.windows.net', 'q-1', 'y'));
  });

  test('exact values and texts stay, texts without the names of the run', () => {
    expect(factsOf([observe('1', { count: exact(2, 'default'), why: text('q-1 is full') })], { 'q-1': 'queue' })).toEqual([
      { count: { exact: 2, kind: 'default' }, why: { text: '<queue> is full' } },
    ]);
  });

  test('two steps of one name cannot be aligned', () => {
    expect(() => toTranscript('s', [observe('same', {}), observe('same', {})])).toThrow('two steps named "same"');
  });
});

test('scrub replaces the longer of two names first', () => {
  expect(scrub('q-1-missing and q-1', { 'q-1': 'queue', 'q-1-missing': 'nowhere' })).toBe('<nowhere> and <queue>');
});
