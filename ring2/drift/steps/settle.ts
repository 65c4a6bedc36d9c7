import type { Driver } from '#ring2/drift/driver';
import type { DeadLetterFacts, PropertyValue, SeenMessage } from '#ring2/drift/message';
import { type Step, step } from '#ring2/drift/steps/step';

// A refused settlement is an observation like any other: the script goes on.
export async function* complete(bus: Driver, message: SeenMessage, name: string): Step<void> {
  yield* step(name, 'complete', () => bus.complete(message));
}
export async function* abandon(bus: Driver, message: SeenMessage, name: string, properties?: Record<string, PropertyValue>): Step<void> {
  yield* step(name, 'abandon', () => bus.abandon(message, properties));
}
export async function* defer(bus: Driver, message: SeenMessage, name: string, properties?: Record<string, PropertyValue>): Step<void> {
  yield* step(name, 'defer', () => bus.defer(message, properties));
}
export async function* deadLetter(bus: Driver, message: SeenMessage, facts: DeadLetterFacts, name: string): Step<void> {
  yield* step(name, 'deadLetter', () => bus.deadLetter(message, facts));
}
