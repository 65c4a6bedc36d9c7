import { compareTranscripts } from '#core/compare';
import type { Transcript } from '#core/transcript';
import { type Departure, departures } from '#ring2/drift/departures';
import { inWords } from '#ring2/drift/golden/golden';
import type { Goldens } from '#ring2/drift/golden/store';
import type { Performance } from '#ring2/drift/play';
import type { Origin, Scenario } from '#ring2/drift/scenario';

/** One side held to its golden: the recording for its driver where there is one that still counts, else what the scenario says. */
export interface Against {
  ground: Origin;
  /** The golden in words. */
  golden: string;
  departures: Departure[];
  /** Why a recording that is there was not used. */
  stale?: string;
}

export function heldTo(performance: Performance, driver: string, transcript: Transcript, goldens: Goldens): Against {
  const found = goldens.find(performance, driver);
  if (found && !found.stale) return { ground: 'recorded', golden: `what was ${inWords(found.golden)}`, departures: fromRecording(transcript, found.golden.transcript) };
  const { scenario } = performance;
  const said: Against = { ground: scenario.origin, golden: `${SAYS[scenario.origin]} (${scenario.source})`, departures: fromExpectation(scenario, transcript, driver) };
  return found ? { ...said, stale: `its golden, ${inWords(found.golden)}, is of another ${performance.name} than the one played: record it again` } : said;
}

const SAYS: Readonly<Record<Origin, string>> = {
  // A scenario that was settled by a recording, whose golden is not among those at hand.
  recorded: 'what a recording of Azure once settled',
  'azure-tests': "what Azure's own tests assert",
  documented: 'what is documented',
  assumed: 'what ringproof assumes',
};

/** An assumption is no proof, so nothing fails for departing from it. */
export const gates = ({ ground }: Against): boolean => ground !== 'assumed';

export const fromRecording = (transcript: Transcript, recorded: Transcript): Departure[] =>
  compareTranscripts(transcript, recorded).filter(({ kind }) => kind !== 'cosmetic')
    .map(({ step, path, left, right }) => ({ step, fact: path.replace(/^facts\./, ''), expected: right, actual: left }));

/** Wording for people is no drift here either. */
export const fromExpectation = (scenario: Scenario, transcript: Transcript, driver: string): Departure[] =>
  departures(scenario, transcript, driver).filter(({ step, fact }) => !('text' in (transcript.events.find((event) => event.step === step)?.facts[fact] ?? {})));
