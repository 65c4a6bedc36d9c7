import type { Loop } from '#commands/run/loop';
import type { Result } from '#core/report';

export const ENVIRONMENT = 'embedded';

/** Says that every application of this run runs in the embedded environment. */
export async function deployStep({ broker, version }: Loop): Promise<Result[]> {
  await broker.createEnvironment(ENVIRONMENT);
  const results: Result[] = [];
  for (const { name } of await broker.pacticipants()) {
    const known = await broker.versions(name);
    // A provider that was never verified has no version yet, so it cannot run anywhere: can-i-deploy will say so.
    if (!known.some(({ number }) => number === version)) continue;
    await broker.recordDeployment(name, version, ENVIRONMENT);
    results.push({ name: `${name} in ${ENVIRONMENT}`, outcome: 'passed' });
  }
  return results;
}
