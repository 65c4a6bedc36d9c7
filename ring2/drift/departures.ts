import { type Json, canonicalJson } from '#core/json';
import type { NormalFact, Transcript, TranscriptEvent } from '#core/transcript';
import { ABSENT, type Scenario } from '#ring2/drift/scenario';

/** Where a transcript is not what the scenario's source says; `fact` is `outcome` for the step as a whole. */
export type Departure = { step: string; fact: string; expected: Json; actual: Json };

/** Every difference between what a target showed to a driver and what the scenario says that the cloud shows. */
export function departures({ shows, shownBy }: Pick<Scenario, 'shows' | 'shownBy'>, transcript: Transcript, driver = ''): Departure[] {
  return Object.entries({ ...shows, ...shownBy?.[driver] }).flatMap(([step, shown]): Departure[] => {
    const event = transcript.events.find((one) => one.step === step);
    const outcome = event ? outcomeOf(event) : 'not reached';
    if (typeof shown === 'string') return outcome === shown ? [] : [{ step, fact: 'outcome', expected: shown, actual: outcome }];
    if (event?.outcome !== 'ok') return [{ step, fact: 'outcome', expected: 'ok', actual: outcome }];
    return Object.entries(shown).flatMap(([fact, expected]) => {
      const actual = event.facts[fact];
      return agrees(actual, expected) ? [] : [{ step, fact, expected, actual: plain(actual) }];
    });
  });
}

const outcomeOf = ({ outcome, error }: TranscriptEvent): string => error?.code ?? outcome;

function agrees(fact: NormalFact | undefined, expected: Json): boolean {
  if (fact && 'offsetMs' in fact) return typeof expected === 'number' && Math.abs(fact.offsetMs - expected) <= fact.toleranceMs;
  return canonicalJson(plain(fact)) === canonicalJson(expected);
}

/** A fact as a scenario writes it down. */
function plain(fact: NormalFact | undefined): Json {
  if (!fact) return ABSENT;
  if ('exact' in fact) return fact.exact;
  if ('text' in fact) return fact.text;
  if ('symbol' in fact) return fact.symbol;
  return 'offsetMs' in fact ? fact.offsetMs : fact.holds;
}
