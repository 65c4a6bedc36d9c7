import { contractName } from '#core/contract';
import { type PactInteraction, provenanceOf } from '#core/pact';
import type { EngineResult } from '#engine/verify/engine-job';
import type { GatewayFailure } from '#engine/verify/gateway';
import type { LoadedPact } from '#engine/verify/load-pacts';
import { type Place, messageMismatch, mismatchesOf } from '#engine/verify/mismatches';
import type { EngineRun } from '#engine/verify/run-engine';
import { type Part, kindOf } from '#engine/verify/split';
import type { VerifiedInteraction, VerifiedMismatch, VerifiedPact } from '#engine/verify/verify-run';

type PartAnswer = EngineRun['parts'][number];

/** Joins what the engine answered for the parts of a pact with the pact. An interaction without a result has failed. */
export function verdictOf(loaded: LoadedPact, parts: Part[], answers: PartAnswer[], statesKnown: boolean): VerifiedPact {
  const { pact, name, url } = loaded;
  const [consumer, provider] = [pact.consumer.name, pact.provider.name];
  const results = new Map<number, { result: EngineResult; failures: GatewayFailure[] }>();
  parts.forEach((part, nth) => {
    const answer = answers[nth];
    const left = [...(answer?.report.interactionResults ?? [])];
    for (const index of part.indexes) {
      const result = take(left, pact.interactions[index]);
      if (result) results.set(index, { result, failures: answer?.failures ?? [] });
    }
  });
  const interactions = pact.interactions.map((one, index) => {
    const place = { contract: contractName({ consumer, provider }), interaction: one.description };
    const found = results.get(index);
    // The engine keeps its findings in a hash map: without an order of ours they would change places from run to run.
    const mismatches = (found ? wrongWith(found.result, failuresOf(one, found.failures), place) : [noResult(place)]).sort(byPlace);
    return verdict(one, mismatches, found?.result, statesKnown);
  });
  const failed = interactions.some((one) => one.outcome === 'failed' && !one.pending);
  return { name, ...(url === undefined ? {} : { url }), consumer, provider, outcome: failed ? 'failed' : 'passed', interactions };
}

const byPlace = (a: VerifiedMismatch, b: VerifiedMismatch) => (`${a.code} ${a.path}` < `${b.code} ${b.path}` ? -1 : 1);

function verdict(one: PactInteraction, mismatches: VerifiedMismatch[], result: EngineResult | undefined, statesKnown: boolean): VerifiedInteraction {
  const evidence = provenanceOf(one)?.evidence;
  return {
    description: one.description,
    kind: kindOf(one),
    providerStates: statesOf(one),
    ...(one._id === undefined ? {} : { interactionId: one._id }),
    pending: one.pending === true,
    ...(evidence === undefined ? {} : { evidence }),
    outcome: mismatches.length === 0 ? 'passed' : 'failed',
    mismatches,
    statesIgnored: !statesKnown && statesOf(one).length > 0,
    durationMs: milliseconds(result?.duration),
  };
}

function wrongWith(result: EngineResult, failures: GatewayFailure[], place: Place): VerifiedMismatch[] {
  const unasked = failures.filter(({ kind }) => kind === 'message');
  if (unasked.length > 0) return unasked.map((failure) => messageMismatch(place, failure));
  if (result.result === 'OK') return [];
  return mismatchesOf(result.mismatch ?? { type: 'error' }, failures, place);
}

const failuresOf = (one: PactInteraction, failures: GatewayFailure[]) =>
  failures.filter(({ kind, name }) => (kind === 'state' ? statesOf(one).includes(name) : name === one.description));

const statesOf = ({ providerStates = [] }: PactInteraction) => providerStates.map(({ name }) => name);

/** The engine answers in the pact's order; the description and the states are Pact's own key. */
function take(results: EngineResult[], one: PactInteraction | undefined): EngineResult | undefined {
  const states = JSON.stringify(one ? statesOf(one) : []);
  const index = results.findIndex((result) => result.description === one?.description && JSON.stringify(result.providerStates ?? []) === states);
  return index === -1 ? undefined : results.splice(index, 1)[0];
}

const noResult = (place: Place): VerifiedMismatch => ({
  ...place, code: 'transport', path: '', expected: 'a verdict', actual: 'none', advice: '', description: "Pact's verifier gave no result for this interaction.",
});

const UNITS: Record<string, number> = { s: 1000, ms: 1, 'µs': 0.001, ns: 0.000001 };

/** The engine prints durations as Rust does: `29ms`, `127.026s`. */
function milliseconds(duration = ''): number {
  const [, digits, unit = ''] = /^([\d.]+)(ns|µs|ms|s)$/.exec(duration) ?? [];
  return Number(digits ?? 0) * (UNITS[unit] ?? 0);
}
