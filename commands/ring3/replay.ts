import type { Broker } from '#broker/index';
import type { Context } from '#commands/context';
import { type PublishResultsAs, verifyProvider } from '#commands/verify-provider';
import { RingproofError } from '#core/errors';
import type { Result } from '#core/report';
import { worst } from '#core/outcome';

/** The backend's pacts in the broker, replayed by Pact's verifier against the deployed double. It is ours: `container` at most. */
export async function replay(broker: Broker, baseUrl: string, publishAs: PublishResultsAs | undefined, context: Pick<Context, 'progress' | 'signal'>): Promise<Result> {
  const name = 'replay: backend';
  const http = { baseUrl, statesUrl: `${baseUrl}/_ringproof/states`, messagesUrl: `${baseUrl}/_ringproof/messages` };
  try {
    const results = await verifyProvider({ broker, provider: 'backend', target: { name: 'deployed double', grade: 'container', virtual: true, http }, ...(publishAs && { publishAs }) }, context);
    const outcome = worst(results.map((one) => one.outcome));
    const mismatches = results.flatMap((one) => one.mismatches ?? []);
    const summary = `grade container; ${results.map((one) => `${one.name} ${one.outcome}`).join(', ')}${publishAs ? `; published as backend ${publishAs.version}` : '; not published'}`;
    return { name, outcome, mismatches, details: { grade: 'container', summary }, ...(outcome === 'inconclusive' && { reason: results.map(({ reason }) => reason ?? '').filter(Boolean).join('\n') }) };
  } catch (thrown) {
    if (!(thrown instanceof RingproofError)) throw thrown;
    return { name, outcome: 'inconclusive', reason: `${thrown.message} ${thrown.advice}` };
  }
}
