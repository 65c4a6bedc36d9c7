import type { Json } from '#core/json';
import type { Transcript } from '#core/transcript';
import type { Departure } from '#ring2/drift/departures';
import { fromExpectation, fromRecording } from '#ring2/drift/golden/against';
import type { Origin, Scenario } from '#ring2/drift/scenario';

/** What a recording says of what was only assumed, documented or tested by others before. */
export type Settlement = {
  /** What the expectation stood on until now. */
  ground: Origin;
  verdict: 'confirmed' | 'contradicted';
  /** Step and fact, what ringproof expected and what was recorded. */
  contradictions: Departure[];
  /** Where the embedded emulator shows something else than the recording; unknown when it could not play the scenario. */
  emulator: Departure[] | 'unknown';
};

export function settle(scenario: Scenario, recorded: Transcript, emulated: Transcript | undefined, driver: string): Settlement {
  const contradictions = fromExpectation(scenario, recorded, driver).map(({ step, fact, expected, actual }) => ({ step, fact, expected, actual }));
  return {
    ground: scenario.origin, verdict: contradictions.length > 0 ? 'contradicted' : 'confirmed', contradictions,
    emulator: emulated ? fromRecording(emulated, recorded) : 'unknown',
  };
}

/** The settlement in words, a line for each thing; empty when the recording confirms what everybody agrees on. */
export function linesOf({ ground, contradictions, emulator }: Settlement): string[] {
  const said = (json: Json) => JSON.stringify(json);
  const theirs = emulator === 'unknown' ? ['the embedded emulator could not play it, so whether it agrees is unknown'] : emulator.map(({ step, fact, expected, actual }) => `the embedded emulator departs at ${step}, ${fact}: recorded ${said(expected)}, emulator ${said(actual)}`);
  return [...contradictions.map(({ step, fact, expected, actual }) => `${ground}, contradicted at ${step}, ${fact}: expected ${said(expected)}, recorded ${said(actual)}`), ...theirs];
}
