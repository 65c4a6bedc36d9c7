import type { Made } from '#ring2/drift/provision/meter';

/** What one run costs on a target in real time. */
export interface Cost {
  operations: number;
  /** Entities made, by kind: for the scenario, and by it. All are removed again, subscriptions with their topics. */
  made: Made;
  /** Time that must pass, in milliseconds: the scenarios' own waiting, and receives where nothing comes. */
  waitMs: number;
}

/** What all of them cost together, so many times each. */
export function sumOf(costs: Iterable<Cost>, times: number): Cost {
  const sum: Cost = { operations: 0, made: { queues: 0, topics: 0, subscriptions: 0 }, waitMs: 0 };
  for (const { operations, made, waitMs } of costs) {
    sum.operations += times * operations;
    for (const kind of ['queues', 'topics', 'subscriptions'] as const) sum.made[kind] += times * made[kind];
    sum.waitMs += times * waitMs;
  }
  return sum;
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;

/** What is made, in words. */
export const madeInWords = ({ queues, topics, subscriptions }: Made): string =>
  `${count(queues, 'queue')}, ${count(topics, 'topic')} and ${count(subscriptions, 'subscription')}`;
