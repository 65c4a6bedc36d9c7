import { expect, it } from 'vitest';
import { turnableClock, virtualClock } from '#core/clock';

it('runs what falls due, in order of time, at its own time', () => {
  const clock = virtualClock(0);
  const seen: string[] = [];
  clock.after(20, () => seen.push(`b@${clock.now()}`));
  clock.after(10, () => { seen.push(`a@${clock.now()}`); clock.after(5, () => seen.push(`nested@${clock.now()}`)); });
  clock.after(999, () => seen.push('never'));
  clock.advance(100);
  expect(seen).toEqual(['a@10', 'nested@15', 'b@20']);
  expect(clock.now()).toBe(100);
});

it('runs nothing that was cancelled', () => {
  const clock = virtualClock(0);
  const cancel = clock.after(1, () => expect.unreachable());
  cancel();
  clock.advance(10);
});

it('a turned clock goes on from where it was turned to, and runs what was skipped at once', () => {
  const base = virtualClock(0);
  const clock = turnableClock(base);
  const seen: string[] = [];
  clock.after(20, () => seen.push(`b@${clock.now()}`));
  clock.after(10, () => { seen.push(`a@${clock.now()}`); clock.after(5, () => seen.push(`nested@${clock.now()}`)); });
  clock.after(120, () => seen.push(`later@${clock.now()}`));
  clock.after(50, () => expect.unreachable())();
  clock.advance(100);
  expect(seen).toEqual(['a@100', 'b@100']);
  base.advance(30);
  expect(seen).toEqual(['a@100', 'b@100', 'nested@105', 'later@120']);
  expect(clock.now()).toBe(130);
});
