import { type Loop, pactPath } from '#commands/run/loop';
import { publish, readPacts } from '#commands/publish';
import type { Result } from '#core/report';

/** Publishes what was recorded, as one version of every consumer. */
export async function publishStep({ broker, contracts, out, pacts, version }: Loop): Promise<Result[]> {
  const files = contracts.filter(({ consumer, provider }) => pacts.has(`${consumer}--${provider}`)).map((contract) => pactPath(out, contract));
  return publish(broker, readPacts(files), { version, branch: 'main' });
}
