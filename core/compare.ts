import { type Json, canonicalJson } from '#core/json';
import type { DriftKind, NormalFact, Transcript, TranscriptEvent } from '#core/transcript';

/**
 * Of the left side, the one under examination, against the right side, the reference: `permissive` accepts or delivers
 * what the reference refuses (a false green waits there), `strict` the other way round.
 */
export type Direction = 'permissive' | 'strict' | 'neutral';

/** One difference between two transcripts of the same scenario. `path` is a part of the step: `outcome`, `error.code`, `facts.deliveryCount` … */
export type Finding = { step: string; path: string; kind: DriftKind; direction: Direction; left: Json; right: Json };

const NOTHING = 'nothing';

/** All differences, in the order of the right side's steps; empty when both targets behaved alike. */
export function compareTranscripts(left: Transcript, right: Transcript): Finding[] {
  const leftByStep = new Map(left.events.map((event) => [event.step, event]));
  const findings = right.events.flatMap((event) => {
    const other = leftByStep.get(event.step);
    return other ? compareEvents(other, event) : [];
  });
  return [...findings, ...compareCourses(left, right, findings)];
}

/** The first difference, or undefined when both targets behaved alike. */
export const firstDifference = (left: Transcript, right: Transcript): Finding | undefined => compareTranscripts(left, right)[0];

/** Differences in which steps were taken, and in which order each actor took them. */
function compareCourses(left: Transcript, right: Transcript, found: readonly Finding[]): Finding[] {
  const onlyLeft = left.events.filter(({ step }) => !right.events.some((event) => event.step === step));
  const onlyRight = right.events.filter(({ step }) => !left.events.some((event) => event.step === step));
  const missing = (event: TranscriptEvent | undefined, stopped: Transcript, direction: Direction): Finding[] => {
    // A script that stopped at a step whose outcome already differs has said it all.
    if (!event || found.some(({ step, path }) => path === 'outcome' && step === stopped.events.at(-1)?.step)) return [];
    const [mine, other] = direction === 'permissive' ? ['taken', NOTHING] : [NOTHING, 'taken'];
    return [{ step: event.step, path: 'step', kind: 'semantic', direction, left: mine, right: other }];
  };
  const order = (transcript: Transcript, absent: TranscriptEvent[], actor: string) =>
    transcript.events.filter((event) => event.actor === actor && !absent.includes(event)).map(({ step }) => step);
  const reordered = [...new Set(right.events.map(({ actor }) => actor))].flatMap((actor): Finding[] => {
    const [mine, other] = [order(left, onlyLeft, actor), order(right, onlyRight, actor)];
    if (mine.join('\n') === other.join('\n')) return [];
    return [{ step: actor, path: 'order', kind: 'semantic', direction: 'neutral', left: mine, right: other }];
  });
  return [...missing(onlyLeft[0], right, 'permissive'), ...missing(onlyRight[0], left, 'strict'), ...reordered];
}

const ACCEPTANCE = { ok: 2, nothing: 1, error: 0 } as const;

function compareEvents(left: TranscriptEvent, right: TranscriptEvent): Finding[] {
  const finding = (path: string, kind: DriftKind, direction: Direction, mine: Json, other: Json): Finding =>
    ({ step: right.step, path, kind, direction, left: mine, right: other });

  if (left.outcome !== right.outcome) {
    const direction = ACCEPTANCE[left.outcome] > ACCEPTANCE[right.outcome] ? 'permissive' : 'strict';
    const kind = (left.error ?? right.error)?.unsupported ? 'capability' : 'semantic';
    return [finding('outcome', kind, direction, outcomeOf(left), outcomeOf(right))];
  }
  const parts = [['code', 'semantic'], ['retryable', 'semantic'], ['condition', 'shape'], ['text', 'cosmetic']] as const;
  const errors = parts
    .filter(([part]) => left.error?.[part] !== right.error?.[part])
    .map(([part, kind]) => finding(`error.${part}`, kind, 'neutral', left.error?.[part] ?? NOTHING, right.error?.[part] ?? NOTHING));
  const names = [...new Set([...Object.keys(right.facts), ...Object.keys(left.facts)])];
  const facts = names.flatMap((name) => {
    const [mine, other] = [left.facts[name], right.facts[name]];
    const [kind, direction] = compareFacts(mine, other) ?? [];
    return kind && direction ? [finding(`facts.${name}`, kind, direction, show(mine), show(other))] : [];
  });
  return [...errors, ...facts];
}

const outcomeOf = (event: TranscriptEvent): string => (event.error ? `error ${event.error.code}` : event.outcome);

/** What the difference is, or undefined when the facts agree. */
function compareFacts(left: NormalFact | undefined, right: NormalFact | undefined): [DriftKind, Direction] | undefined {
  if (!left || !right) {
    const present = left ?? right;
    if (!present) return undefined;
    return ['exact' in present ? present.kind : 'text' in present ? 'cosmetic' : 'shape', 'neutral'];
  }
  if ('exact' in left && 'exact' in right) return sameJson(left.exact, right.exact) ? undefined : [right.kind, directionOf(left.permits, right.permits)];
  if ('text' in left && 'text' in right) return left.text === right.text ? undefined : ['cosmetic', 'neutral'];
  if ('symbol' in left && 'symbol' in right) return sameJson(left, right) ? undefined : ['semantic', 'neutral'];
  if ('offsetMs' in left && 'offsetMs' in right) {
    const apart = Math.abs(left.offsetMs - right.offsetMs);
    return apart <= Math.max(left.toleranceMs, right.toleranceMs) ? undefined : ['timing', 'neutral'];
  }
  if ('holds' in left && 'holds' in right) return left.holds === right.holds ? undefined : ['timing', left.holds ? 'strict' : 'permissive'];
  return ['shape', 'neutral'];
}

/** Who lets more through; neither where one does not say, or both as much, if otherwise. */
function directionOf(mine: number | undefined, other: number | undefined): Direction {
  if (mine === undefined || other === undefined || mine === other) return 'neutral';
  return mine > other ? 'permissive' : 'strict';
}

function show(fact: NormalFact | undefined): Json {
  if (!fact) return NOTHING;
  if ('exact' in fact) return fact.exact;
  if ('text' in fact) return fact.text;
  if ('symbol' in fact) return fact.order ? `${fact.symbol}, ${fact.order}` : fact.symbol;
  if ('offsetMs' in fact) return `${fact.from} ${fact.offsetMs < 0 ? '-' : '+'} ${Math.abs(fact.offsetMs)} ms (± ${fact.toleranceMs} ms)`;
  return `${fact.holds ? 'not before' : 'before'} ${fact.notBefore}`;
}

const sameJson = (a: Json, b: Json): boolean => canonicalJson(a) === canonicalJson(b);
