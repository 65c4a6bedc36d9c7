import type { Json } from '#core/json';
import { exact } from '#core/transcript';
import { BusError, type Driver } from '#ring2/drift/driver';
import type { Entities, RuleNeeds, SubscriptionNeeds } from '#ring2/drift/entities';
import type { OutgoingMessage, SeenMessage } from '#ring2/drift/message';
import type { Stage } from '#ring2/drift/scenario';
import { send } from '#ring2/drift/steps/messages';
import { type Step, step } from '#ring2/drift/steps/step';

/** Messages by name; the name is the body. */
export type Samples = Readonly<Record<string, Partial<OutgoingMessage>>>;

// That a message was not selected shows without waiting for it: what every subscription gets last has come.
const LAST = 'last';
const LAST_RULE: RuleNeeds = { name: LAST, correlationFilter: { subject: LAST } };

/** A subscription that has these rules, and one more for the last of `sendSamples`. */
export const selecting = (...rules: RuleNeeds[]): SubscriptionNeeds => ({ rules: [...rules, LAST_RULE] });

/** A topic with a subscription for each SQL condition. */
export function conditionsTopic(conditions: readonly string[]): Entities {
  return { topics: { topic: { subscriptions: Object.fromEntries(conditions.map((sqlFilter, index) => [`s${index}`, selecting({ name: 'condition', sqlFilter })])) } } };
}

/** All of them as one batch. */
export async function* sendSamples(bus: Driver, { topic, message }: Stage, samples: Samples): Step<void> {
  const named = Object.entries(samples).map(([body, sample]) => message({ ...sample, body }));
  yield* send(bus, topic, [...named, message({ body: LAST, subject: LAST })]);
}

/** Takes what a subscription got of the samples: their names, in the order in which they came. */
export async function* takeSelected(bus: Driver, entity: string, name: string): Step<SeenMessage[]> {
  let complete = false;
  const take = async () => {
    const taken: SeenMessage[] = [];
    for (;;) {
      const one = await bus.receive(entity, { mode: 'receive-and-delete' });
      complete = one?.body === LAST;
      if (!one || complete) return taken;
      taken.push(one);
    }
  };
  const result = yield* step(name, 'receive', take, (taken) => (complete ? { selected: exact(taken.map(({ body }): Json => body)) } : {}));
  return result instanceof BusError ? [] : result;
}

/** Shows for each condition, in a step of its name, which of the samples it lets through. */
export async function* selectBy(bus: Driver, stage: Stage, conditions: readonly string[], samples: Samples): Step<void> {
  yield* sendSamples(bus, stage, samples);
  for (const [index, condition] of conditions.entries()) yield* takeSelected(bus, stage.subscription(`s${index}`), condition);
}

/** What `selectBy` must show: the names of the samples by condition. */
export const selects = (expected: Readonly<Record<string, readonly string[]>>): Record<string, { selected: Json }> =>
  Object.fromEntries(Object.entries(expected).map(([condition, names]) => [condition, { selected: [...names] }]));
