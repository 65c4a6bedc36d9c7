import { exact } from '#core/transcript';
import type { Counts, Description } from '#ring2/drift/admin';
import { BusError } from '#ring2/drift/driver';
import { type Facts, type Step, none, step } from '#ring2/drift/steps/step';

/** One request to the administration API; a refusal is an observation and gives undefined. */
export async function* administer<T>(name: string, act: () => Promise<T>, facts: (value: T) => Facts = none): Step<T | undefined> {
  const result = yield* step(name, 'administer', act, facts, ['UnauthorizedRequestError', 'QuotaExceededError', 'ServerBusyError']);
  return result instanceof BusError ? undefined : result;
}

/** These fields of a description, as defaults of the target where the scenario did not say them. */
export const described = (...fields: string[]) => (description: Description): Facts =>
  Object.fromEntries(fields.map((field) => [field, exact(description[field] ?? null, 'default')]));

export const counted = (counts: Counts): Facts => Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, exact(count as number)]));
