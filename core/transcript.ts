import type { Json } from '#core/json';

/** What a difference in a fact would mean, from harmless to a false green. */
export type DriftKind = 'cosmetic' | 'default' | 'shape' | 'timing' | 'capability' | 'semantic';

/** Something seen on a target, with the rule by which it may be compared with what another target shows. */
export type Fact =
  /** `permits`: how much the target lets through by it, the larger the more; only between such facts a difference has a direction. */
  | { is: 'exact'; value: Json; kind: DriftKind; permits?: number }
  /** Free text for people: compared, but its difference is cosmetic. */
  | { is: 'text'; value: string }
  /** Something with the run's own names in it, such as an entity's path: compared by the words that stand for them. */
  | { is: 'named'; value: string }
  /** An id chosen by chance: becomes a symbol, so that only "the same one" and "another one" are left. */
  | { is: 'id'; family: string; value: string }
  /** A number that only has an order, such as a sequence number (decimal digits, they exceed 2^53). */
  | { is: 'growing'; family: string; value: string }
  /** Milliseconds since the epoch by the target's clock: kept as the distance from the first instant the target named. */
  | { is: 'instant'; at: number; toleranceMs: number }
  /** An instant of which only "not before `bound`" is promised. */
  | { is: 'notBefore'; at: number; bound: number; name: string; toleranceMs: number };

export interface ObservedError {
  code: string;
  /** The AMQP condition, where the driver can see it. */
  condition?: string;
  retryable: boolean;
  text: string;
  /** The other side does not know this operation at all. */
  unsupported?: boolean;
}

/** One step of a scenario as it went; `step` is unique within the scenario and aligns the transcripts of two targets. */
export interface Observation {
  step: string;
  actor?: string;
  op: string;
  outcome: 'ok' | 'nothing' | ObservedError;
  facts: Record<string, Fact>;
}

// Aliases, not interfaces: a transcript is stored in reports and files and has to be assignable to Json.
export type NormalFact =
  | { exact: Json; kind: DriftKind; permits?: number }
  | { text: string }
  | { symbol: string; order?: string }
  | { from: string; offsetMs: number; toleranceMs: number }
  | { notBefore: string; holds: boolean };

export type TranscriptEvent = {
  n: number;
  step: string;
  actor: string;
  op: string;
  outcome: 'ok' | 'nothing' | 'error';
  error?: { code: string; condition?: string; retryable: boolean; unsupported?: boolean; text: string };
  facts: { [name: string]: NormalFact };
};

/** What a scenario showed on one target, in normal form: two targets that behave alike give comparable transcripts. */
export type Transcript = { tnf: 1; scenario: string; events: TranscriptEvent[] };

export const exact = (value: Json, kind: DriftKind = 'semantic'): Fact => ({ is: 'exact', value, kind });
/** A value by which the target lets something through or refuses it: a status, a limit, whether it still listens. */
export const permitting = (value: Json, permits: number, kind: DriftKind = 'semantic'): Fact => ({ is: 'exact', value, kind, permits });
export const text = (value: string): Fact => ({ is: 'text', value });
export const named = (value: string): Fact => ({ is: 'named', value });
export const id = (family: string, value: string): Fact => ({ is: 'id', family, value });
export const growing = (family: string, value: string): Fact => ({ is: 'growing', family, value });
export const instant = (at: number, toleranceMs: number): Fact => ({ is: 'instant', at, toleranceMs });
export const notBefore = (at: number, bound: number, name: string, toleranceMs: number): Fact => ({ is: 'notBefore', at, bound, name, toleranceMs });

/**
 * Brings observations into normal form: symbols for ids, order for numbers, distances for times, errors without hosts,
 * tracking ids and timestamps. `names` are the run's own names (queues, hosts) with the word that stands for each.
 */
export function toTranscript(scenario: string, observations: readonly Observation[], names: Readonly<Record<string, string>> = {}): Transcript {
  const fact = normaliser(names);
  const seen = new Set<string>();
  const events = observations.map(({ step, actor = 'main', op, outcome, facts }, n): TranscriptEvent => {
    if (seen.has(step)) throw new Error(`scenario ${scenario} has two steps named "${step}"`);
    seen.add(step);
    const normal = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, fact(value)]));
    if (typeof outcome === 'string') return { n, step, actor, op, outcome, facts: normal };
    return { n, step, actor, op, outcome: 'error', error: { ...outcome, text: scrub(outcome.text, names) }, facts: normal };
  });
  return { tnf: 1, scenario, events };
}

function normaliser(names: Readonly<Record<string, string>>): (fact: Fact) => NormalFact {
  const symbols = new Map<string, string[]>();
  const highest = new Map<string, string>();
  let origin: number | undefined;

  const symbolOf = (family: string, value: string): { symbol: string; isNew: boolean } => {
    const known = symbols.get(family) ?? [];
    symbols.set(family, known);
    const isNew = !known.includes(value);
    if (isNew) known.push(value);
    return { symbol: `${family}#${known.indexOf(value) + 1}`, isNew };
  };
  const orderOf = (family: string, value: string): string => {
    const before = highest.get(family);
    if (before === undefined || BigInt(value) > BigInt(before)) highest.set(family, value);
    if (before === undefined) return 'first';
    return `${BigInt(value) > BigInt(before) ? 'above' : 'below'} ${symbolOf(family, before).symbol}`;
  };

  return (fact) => {
    switch (fact.is) {
      case 'exact': return { exact: fact.value, kind: fact.kind, ...(fact.permits !== undefined && { permits: fact.permits }) };
      case 'text': return { text: scrub(fact.value, names) };
      case 'named': return { exact: scrub(fact.value, names), kind: 'semantic' };
      case 'id': return { symbol: symbolOf(fact.family, fact.value).symbol };
      case 'growing': {
        const { symbol, isNew } = symbolOf(fact.family, fact.value);
        return isNew ? { symbol, order: orderOf(fact.family, fact.value) } : { symbol };
      }
      case 'instant':
        origin ??= fact.at;
        return { from: 'the first instant', offsetMs: fact.at - origin, toleranceMs: fact.toleranceMs };
      case 'notBefore': return { notBefore: fact.name, holds: fact.at >= fact.bound - fact.toleranceMs };
    }
  };
}

/** What Service Bus adds to every error text, and what differs from run to run without meaning anything. */
const VOLATILE: readonly (readonly [RegExp, string])[] = [
  [/\b(TrackingId|SystemTracker|Timestamp|Reference)\s*:\s*[^,\s]+/g, '$1:…'],
  [/\b(?:sb|amqps?|wss?):\/\/[^/\s'",;]+/gi, 'sb://<host>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, 'uuid'],
  [/\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?/g, 'time'],
];

/** A text without the run's own names, hosts, ids and times. */
export function scrub(value: string, names: Readonly<Record<string, string>> = {}): string {
  const longestFirst = Object.entries(names).sort(([a], [b]) => b.length - a.length);
  const named = longestFirst.reduce((result, [name, word]) => result.replaceAll(name, `<${word}>`), value);
  return VOLATILE.reduce((result, [pattern, word]) => result.replace(pattern, word), named);
}
