import type { Fact, Observation } from '#core/transcript';
import { BusError, isAnswer } from '#ring2/drift/driver';

/** The script cannot go on: a step on which the rest rests gave nothing. The transcript so far is the result. */
export class ScenarioEnded extends Error {}

/** The operation is unknown to the bus: a gap in what it can do rather than a way it behaves. */
const UNSUPPORTED = new Set(['NotImplementedError', 'amqp:not-implemented']);

export type Step<T> = AsyncGenerator<Observation, T>;
export type Facts = Record<string, Fact>;
export const none = (): Facts => ({});

/**
 * One observed action: its value, or the error with which the bus refused. An error that is no answer ends the attempt,
 * unless `answers` names its code: a time-out or a quota can be the very thing to see.
 */
export async function* step<T>(name: string, op: string, act: () => Promise<T>, facts: (value: T) => Facts = none, answers: readonly string[] = []): Step<T | BusError> {
  try {
    const value = await act();
    yield { step: name, op, outcome: value === undefined && op.startsWith('receive') ? 'nothing' : 'ok', facts: facts(value) };
    return value;
  } catch (error) {
    if (!(error instanceof BusError) || !(isAnswer(error) || answers.includes(error.code))) throw error;
    const { code, condition, retryable, message } = error;
    const unsupported = UNSUPPORTED.has(condition ?? code);
    yield { step: name, op, outcome: { code, ...(condition !== undefined && { condition }), retryable, ...(unsupported && { unsupported }), text: message }, facts: {} };
    return error;
  }
}

/** @throws ScenarioEnded when a step on which the rest rests was refused or gave nothing */
export function mustGoOn<T>(value: T | BusError | undefined): T {
  if (value === undefined || value instanceof BusError) throw new ScenarioEnded();
  return value;
}

/** What was seen without asking the bus: a count, a relation between two steps. */
export async function* note(name: string, facts: Facts): Step<void> {
  yield { step: name, op: 'note', outcome: 'ok', facts };
}
