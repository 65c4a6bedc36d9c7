import { availableParallelism } from 'node:os';
import { matchesGlob } from 'node:path';
import { performance } from 'node:perf_hooks';
import { listContracts, loadContract } from '#contracts/load';
import { contractName } from '#core/contract';
import { RingproofError } from '#core/errors';
import { inPool } from '#core/pool';
import type { Progress } from '#core/report';
import { JOURNEYS } from '#journeys/all';
import { exercised, interactionName } from '#journeys/exercised';
import type { Journey, JourneyRun } from '#journeys/world';
import { embeddedWorld } from '#ring2/world/embedded';

export interface JourneysOptions {
  /** Over the names of journeys. */
  glob: string;
  progress: Progress;
  signal: AbortSignal;
}

export interface WalkedJourney {
  journey: Journey;
  run: JourneyRun;
  /** From an empty machine to a stopped world. */
  seconds: number;
  /** Interactions of contracts that were exchanged on the way. */
  exercised: string[];
}

export interface Walked {
  journeys: WalkedJourney[];
  /** By contract: descriptions of interactions that no journey exchanged. */
  neverExercised: Record<string, string[]>;
}

/**
 * Walks journeys, as many at once as there are cores, each in an embedded world of its own.
 * @throws RingproofError RP_JOURNEY_UNKNOWN when none matches
 */
export async function runJourneys({ glob, progress, signal }: JourneysOptions): Promise<Walked> {
  const chosen = JOURNEYS.filter(({ name }) => matchesGlob(name, glob));
  if (chosen.length === 0) throw new RingproofError('RP_JOURNEY_UNKNOWN', { glob, known: JOURNEYS.map(({ name }) => name).join(', ') });
  const contracts = await Promise.all((await listContracts()).map((name) => loadContract(name)));
  let done = 0;
  const journeys = await inPool(availableParallelism(), chosen, async (journey) => {
    const start = performance.now();
    const run = await walkEmbedded(journey, signal);
    progress.step('walking journeys', ++done, chosen.length);
    return { journey, run, seconds: (performance.now() - start) / 1000, exercised: exercised(contracts, run.exchanges) };
  });
  const seen = new Set(journeys.flatMap((one) => one.exercised));
  const unseen = contracts.map((contract) => [contractName(contract), contract.interactions.filter((one) => !seen.has(interactionName(contract, one))).map(({ description }) => description)] as const);
  return { journeys, neverExercised: Object.fromEntries(unseen.filter(([, descriptions]) => descriptions.length > 0)) };
}

async function walkEmbedded(journey: Journey, signal: AbortSignal): Promise<JourneyRun> {
  const stopped = (reason: string): JourneyRun => ({ outcome: { outcome: 'inconclusive', reason }, steps: [], exchanges: [] });
  if (signal.aborted) return stopped('interrupted before it began');
  const world = await embeddedWorld(journey);
  const interrupted = new Promise<JourneyRun>((resolve) => {
    signal.addEventListener('abort', () => resolve(stopped('interrupted')), { once: true });
  });
  try {
    return await Promise.race([journey.run(world), interrupted]);
  } finally {
    await world.stop();
  }
}
