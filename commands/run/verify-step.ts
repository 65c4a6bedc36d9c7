import type { Loop } from '#commands/run/loop';
import { verifyProvider } from '#commands/verify-provider';
import { RingproofError } from '#core/errors';
import type { Result } from '#core/report';

/** Every provider of the virtual platform, and the bus itself, against every pact of theirs. */
export async function verifyStep(loop: Loop): Promise<Result[]> {
  const { broker, context, version } = loop;
  const results: Result[] = [];
  const targets = await loop.targets();
  const unanswered = new Set(loop.contracts.map(({ provider }) => provider).filter((provider) => !targets.has(provider)));
  for (const provider of unanswered) results.push({ name: provider, outcome: 'inconclusive', reason: 'the virtual platform has no such service' });
  for (const [provider, target] of targets) {
    if (context.signal.aborted) break;
    context.progress.step(`verify ${provider}`);
    try {
      results.push(...(await verifyProvider({ broker, provider, target, publishAs: { version, branch: 'main' } }, context)));
    } catch (thrown) {
      if (!(thrown instanceof RingproofError)) throw thrown;
      results.push({ name: provider, outcome: 'inconclusive', reason: `${thrown.code}: ${thrown.message}` });
    }
  }
  return results;
}
