import type { Loop } from '#commands/run/loop';
import type { Result } from '#core/report';
import { mismatchSentence } from '#reporters/words';

/** The journeys, embedded: each builds a platform of its own. */
export async function journeyStep({ page, context: { progress, signal } }: Loop): Promise<Result[]> {
  const { runJourneys } = await import('#ring2/journeys');
  const { journeys: runs } = await runJourneys({ glob: '*', progress, signal });
  return runs.map(({ journey, run: { outcome, steps } }) => {
    const reason = outcome.outcome === 'failed' ? outcome.mismatches.map(mismatchSentence).join('\n') : outcome.outcome === 'inconclusive' ? outcome.reason : '';
    page.journeys.push({ name: journey.name, incident: journey.incident, outcome: outcome.outcome, reason, steps });
    return { name: journey.name, ...outcome };
  });
}
