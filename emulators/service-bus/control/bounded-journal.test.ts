import { expect, it } from 'vitest';
import type { Exchange } from '#core/exchange';
import { boundedJournal } from '#emulators/service-bus/control/bounded-journal';

const exchange = (at: number): Exchange => ({ kind: 'message', at, from: 'a', to: 'q', entity: 'q', body: null, properties: {} });
const times = (exchanges: readonly Exchange[]) => exchanges.map(({ at }) => at);

it('keeps the last exchanges up to its limit', () => {
  const journal = boundedJournal(3);
  for (let at = 0; at < 200; at += 1) journal.add(exchange(at));
  expect(times(journal.exchanges)).toEqual([197, 198, 199]);
  expect(journal.total).toBe(200);
});

it('keeps fewer when they are large, and the newest whatever its size', () => {
  const journal = boundedJournal(100, 1000);
  for (let at = 0; at < 10; at += 1) journal.add(exchange(at), 400);
  expect(times(journal.exchanges)).toEqual([8, 9]);
  journal.add(exchange(10), 5000);
  expect(times(journal.exchanges)).toEqual([10]);
  journal.add(exchange(11), 1);
  expect(times(journal.exchanges)).toEqual([11]);
  journal.clear();
  for (let at = 0; at < 5; at += 1) journal.add(exchange(at), 300);
  expect(times(journal.exchanges)).toEqual([2, 3, 4]);
});
