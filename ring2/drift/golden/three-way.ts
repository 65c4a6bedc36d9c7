import { compareTranscripts } from '#core/compare';
import type { Mismatch } from '#core/mismatch';
import type { Result } from '#core/report';
import type { Transcript } from '#core/transcript';
import type { Excuse } from '#ring2/drift/allowances/excuse';
import type { Departure } from '#ring2/drift/departures';
import { type Against, gates, heldTo } from '#ring2/drift/golden/against';
import type { Goldens } from '#ring2/drift/golden/store';
import type { Performance } from '#ring2/drift/play';
import { type Judging, type Side, isDrift } from '#ring2/drift/verdict';
import { type DriftFinding, fingerprintOf } from '#ring2/drift/verdict/finding';

interface Held { target: string; transcript: Transcript; against: Against }

/** Who departs from the golden, by step and fact. Without a right side all is the left one's. */
interface WhoDeparts { left: Departure[]; right: Departure[]; alike: Departure[] }

/**
 * Adds to a verdict of left against right what the golden says of both: who departs, in words. Two sides that agree with
 * each other and not with what was recorded, tested or documented are drift; departing from an assumption is a note.
 */
export function withGoldens(result: Result, performance: Performance, [left, right]: readonly [Side | undefined, Side | undefined], goldens: Goldens, { excuse }: Pick<Judging, 'excuse'>): Result {
  if (!left) return result;
  const [mine, other] = [hold(performance, left, goldens), right && hold(performance, right, goldens)];
  if (result.outcome === 'inconclusive' || !mine || (right && !other)) return result;
  const who = whoDeparts(mine, other);
  const sides = other ? [mine, other] : [mine];
  const words = [sentence(who, mine, other), ...new Set(sides.flatMap(({ against: { stale } }) => stale ?? []))].filter((line) => line !== '');
  const judged = [...(gates(mine.against) ? [...who.alike, ...who.left] : []), ...(other && gates(other.against) ? who.right : [])]
    .map((departure) => ({ departure, by: excuseOf(departure, result, performance, left, excuse) }));
  const gating = judged.flatMap(({ departure, by }) => (!by || by.expired ? [departure] : []));
  const golden = { ...who, unexcused: gating.length, neverExcused: judged.filter(({ by }) => !by).length, ground: mine.against.ground, golden: mine.against.golden, ...(other && { rightGround: other.against.ground, rightGolden: other.against.golden }), words };
  const told: Result = { ...result, ...(words.length > 0 && { reason: [...words, ...(result.reason === undefined ? [] : [result.reason])].join('\n') }), details: { ...result.details, golden } };
  // It was compared with itself.
  if (!right) delete told.details?.['right'];
  if (!right && mine.against.stale !== undefined) return { ...told, outcome: 'inconclusive' };
  if (!right && mine.against.ground !== 'recorded' && Object.keys(performance.scenario.shows).length === 0) return { ...told, outcome: 'inconclusive', reason: 'there is no golden, and the scenario expects nothing' };
  if (result.outcome === 'failed' || gating.length === 0) return told;
  return { ...told, outcome: 'failed', mismatches: gating.map((departure) => toMismatch(performance, departure, mine.against)) };
}

function hold(performance: Performance, { target, recording }: Side, goldens: Goldens): Held | undefined {
  const transcript = 'transcripts' in recording ? recording.transcripts[0] : undefined;
  return transcript && { target: target.name, transcript, against: heldTo(performance, target.driver, transcript, goldens) };
}

function whoDeparts(left: Held, right: Held | undefined): WhoDeparts {
  if (!right) return { left: left.against.departures, right: [], alike: [] };
  const apart = new Set(compareTranscripts(left.transcript, right.transcript).filter(isDrift).map(({ step, path }) => placeOf({ step, fact: path.replace(/^facts\./, '') })));
  const [mine, others] = [left, right].map(({ against }) => new Set(against.departures.map(placeOf)));
  const isAlike = (one: Departure) => mine?.has(placeOf(one)) === true && others?.has(placeOf(one)) === true && !apart.has(placeOf(one));
  const [alike, alone] = [left.against.departures.filter(isAlike), (side: Held) => side.against.departures.filter((one) => !isAlike(one))];
  return { left: alone(left), right: alone(right), alike };
}

/** By an allowance of its own, or of the difference between the two sides in the same place; one that has expired only when none holds. */
function excuseOf(departure: Departure, { details }: Result, { scenario }: Performance, { target }: Side, excuse: Judging['excuse']): Excuse | undefined {
  const { step, fact } = departure;
  const path = /^(outcome|step|order|error\..*)$/.test(fact) ? fact : `facts.${fact}`;
  const inItsPlace = ((details?.['findings'] ?? []) as DriftFinding[]).filter((one) => one.step === step && one.path === path).flatMap(({ excused }) => excused ?? []);
  const own = excuse({ scenario: scenario.name, target: target.name, fingerprint: fingerprintOf(scenario.name, target.driver, { step, path, kind: 'semantic' }), step, path });
  const all = [...inItsPlace, ...(own ? [own] : [])];
  return all.find(({ expired }) => !expired) ?? all[0];
}

const placeOf = ({ step, fact }: Pick<Departure, 'step' | 'fact'>): string => `${step}\n${fact}`;

function sentence({ left, right, alike }: WhoDeparts, mine: Held, other: Held | undefined): string {
  const said = (departs: readonly Departure[], words: string) => (departs.length > 0 ? [`${words}: ${departs.map(inWords).join('; ')}.`] : []);
  const golden = ({ against }: Held) => `${against.golden}${gates(against) ? '' : ', which proves nothing'}`;
  if (!other) return said(left, `${mine.target} departs from ${golden(mine)}`).join('\n');
  const agrees = (departs: readonly Departure[], one: Held) => (departs.length + alike.length === 0 ? ` (${one.target} does not)` : '');
  return [
    ...said(alike, `${mine.target} and ${other.target} agree with each other and depart from ${golden(mine)}`),
    ...said(left, `${mine.target} departs from ${golden(mine)}${agrees(right, other)}`),
    ...said(right, `${other.target} departs from ${golden(other)}${agrees(left, mine)}`),
  ].join('\n');
}

const inWords = ({ step, fact, expected, actual }: Departure): string => `${step}, ${fact}: ${JSON.stringify(expected)} there, ${JSON.stringify(actual)} here`;

function toMismatch({ scenario, payload }: Performance, { step, fact, expected, actual }: Departure, { golden }: Against): Mismatch {
  return {
    code: fact === 'body' ? 'body' : 'metadata', contract: payload.contract || scenario.contracts.join(', '), interaction: payload.interaction,
    path: `${step}: ${fact}`, expected: JSON.stringify(expected), actual: JSON.stringify(actual), advice: `Expected is ${golden}. ${scenario.expects}`,
  };
}
