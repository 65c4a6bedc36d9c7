import type { Made, Meter } from '#ring2/drift/provision/meter';

/** What is made will be removed: paid for at once, so that nothing stays because the budget is used up. */
const TWICE = new Set(['createQueue', 'createTopic']);
const MAKES: Readonly<Record<string, keyof Made>> = { createQueue: 'queues', createTopic: 'topics', createSubscription: 'subscriptions' };
/** Answered on this side, or made of calls that are counted themselves. */
const FREE = new Set(['now', 'another', 'rules', 'credit', 'leave']);

type Counting = Pick<Meter, 'spend' | 'wait' | 'made'>;

/**
 * A driver whose every call is counted before it is made, and whatever it opens with it: administration, wires, links,
 * sessions, rules, a second driver.
 */
export function metered<T extends object>(of: T, meter: Counting): T {
  return new Proxy(of, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function' || typeof name === 'symbol') return value;
      return (...words: unknown[]): unknown => {
        if (name === 'wait') meter.wait(Number(words[0]));
        else if (!FREE.has(name)) meter.spend(costOf(name, words));
        const result: unknown = Reflect.apply(value, target, words);
        if (!(result instanceof Promise)) return opened(result, meter);
        return result.then((answer: unknown) => {
          const kind = MAKES[name];
          if (kind) meter.made[kind] += 1;
          return opened(answer, meter);
        });
      };
    },
  });
}

function costOf(name: string, [, messages]: unknown[]): number {
  if (TWICE.has(name)) return 2;
  return name === 'send' && Array.isArray(messages) ? messages.length : 1;
}

const opened = (answer: unknown, meter: Counting): unknown =>
  answer !== null && typeof answer === 'object' && Object.values(answer).some((part) => typeof part === 'function') ? metered(answer, meter) : answer;
