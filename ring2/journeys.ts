import { matchesGlob } from 'node:path';
import { RingproofError } from '#core/errors';
import type { Progress } from '#core/report';
import { oneCycle } from '#journeys/one-cycle';
import type { Journey, JourneyRun } from '#journeys/world';
import { embeddedWorld } from '#ring2/embedded-world';

const ALL: readonly Journey[] = [oneCycle];

export interface JourneysOptions {
  /** Over the names of journeys. */
  glob: string;
  progress: Progress;
  signal: AbortSignal;
}

/**
 * Walks journeys one after the other, each in an embedded world of its own.
 * @throws RingproofError RP_JOURNEY_UNKNOWN when none matches
 */
export async function runJourneys({ glob, progress, signal }: JourneysOptions): Promise<{ journey: Journey; run: JourneyRun }[]> {
  const chosen = ALL.filter(({ name }) => matchesGlob(name, glob));
  if (chosen.length === 0) throw new RingproofError('RP_JOURNEY_UNKNOWN', { glob, known: ALL.map(({ name }) => name).join(', ') });
  const runs = [];
  for (const [index, journey] of chosen.entries()) {
    progress.step(`journey ${journey.name}`, index + 1, chosen.length);
    runs.push({ journey, run: await walkEmbedded(journey, signal) });
  }
  return runs;
}

async function walkEmbedded(journey: Journey, signal: AbortSignal): Promise<JourneyRun> {
  if (signal.aborted) return { outcome: { outcome: 'inconclusive', reason: 'interrupted before it began' }, steps: [] };
  const world = await embeddedWorld(journey);
  const interrupted = new Promise<JourneyRun>((resolve) => {
    signal.addEventListener('abort', () => resolve({ outcome: { outcome: 'inconclusive', reason: 'interrupted' }, steps: [] }), { once: true });
  });
  try {
    return await Promise.race([journey.run(world), interrupted]);
  } finally {
    await world.stop();
  }
}
