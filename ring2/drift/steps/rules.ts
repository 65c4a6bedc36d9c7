import { exact } from '#core/transcript';
import type { Driver } from '#ring2/drift/driver';
import type { RuleNeeds } from '#ring2/drift/entities';
import { type Step, step } from '#ring2/drift/steps/step';

/** Adds a rule through the subscription's data connection; a refusal is an observation. */
export async function* addRule(bus: Driver, subscription: string, rule: RuleNeeds, name: string): Step<void> {
  yield* step(name, 'addRule', () => bus.rules(subscription).add(rule));
}

export async function* removeRule(bus: Driver, subscription: string, rule: string, name: string): Step<void> {
  yield* step(name, 'removeRule', () => bus.rules(subscription).remove(rule));
}

/** The names of the subscription's rules, in the order in which they are told. */
export async function* ruleNames(bus: Driver, subscription: string, name: string): Step<void> {
  yield* step(name, 'ruleNames', () => bus.rules(subscription).names(), (names) => ({ names: exact(names) }));
}
