import fc from 'fast-check';
import { expect, it } from 'vitest';
import { virtualClock } from '#core/clock';
import { deadlines } from '#emulators/service-bus/state/deadlines';

it('calls each item at its latest deadline, in order of time, and never one that was deleted', () => {
  const step = fc.record({ item: fc.nat(8), at: fc.option(fc.nat(50)), advance: fc.nat(5) });
  fc.assert(fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
    const clock = virtualClock(0);
    const wanted = new Map<number, number>();
    const called: [item: number, at: number][] = [];
    const list = deadlines<number>(clock, (item) => {
      called.push([item, clock.now()]);
      expect(wanted.get(item)).toBeLessThanOrEqual(clock.now());
      wanted.delete(item);
    });
    for (const { item, at, advance } of steps) {
      if (at === null) {
        list.delete(item);
        wanted.delete(item);
      } else {
        list.set(item, clock.now() + at);
        wanted.set(item, clock.now() + at);
      }
      clock.advance(advance);
      for (const end of wanted.values()) expect(end).toBeGreaterThan(clock.now() - (advance === 0 ? 1 : 0));
    }
    clock.advance(60);
    expect(wanted.size).toBe(0);
  }), { seed: 1, numRuns: 200 });
});

it('calls items of the same time in the order in which they were set, also past deleted ones', () => {
  const clock = virtualClock(0);
  const called: number[] = [];
  const list = deadlines<number>(clock, (item) => void called.push(item));
  for (let item = 0; item < 200; item += 1) list.set(item, 10);
  for (let item = 0; item < 200; item += 3) list.delete(item);
  clock.advance(10);
  expect(called).toEqual(Array.from({ length: 200 }, (_, item) => item).filter((item) => item % 3 !== 0));
});

it('arms one timer for any number of items', () => {
  const clock = virtualClock(0);
  const armed: (() => void)[] = [];
  const counting = { ...clock, after: (ms: number, action: () => void) => { armed.push(action); return clock.after(ms, action); } };
  const list = deadlines<object>(counting, () => undefined);
  for (let index = 0; index < 10_000; index += 1) {
    const item = {};
    list.set(item, clock.now() + 60_000);
    list.delete(item);
  }
  expect(armed.length).toBe(1);
});

it('never calls an item whose deadline is infinite', () => {
  const clock = virtualClock(0);
  let called = 0;
  deadlines<string>(clock, () => { called += 1; }).set('a', Infinity);
  clock.advance(1e15);
  expect(called).toBe(0);
});
