import type { Broker, ConsumerVersionSelector, PactToVerify } from '#broker/index';
import type { Context } from '#commands/context';
import { RingproofError } from '#core/errors';
import type { Result } from '#core/report';
import type { Target } from '#core/target';
import { type VerifiedInteraction, type VerifiedPact, type VerifyRun, testResultsOf, verify } from '#engine/index';

export interface PublishResultsAs { version: string; branch?: string; buildUrl?: string }

export interface VerifyRequest {
  broker: Broker;
  provider: string;
  /** Without a grade the result says nothing about what it was obtained against. */
  target: Omit<Target, 'grade'> & Partial<Pick<Target, 'grade'>>;
  selectors?: ConsumerVersionSelector[];
  publishAs?: PublishResultsAs;
}

/**
 * Verifies all pacts of a provider that its broker asks for, and stores the results there.
 * @throws RingproofError RP_VERIFY_NOTHING, RP_PROVIDER_DOWN, RP_VERIFY_ENGINE, RP_VERIFY_NOT_PUBLISHED
 */
export async function verifyProvider(request: VerifyRequest, { progress, signal }: Pick<Context, 'progress' | 'signal'>): Promise<Result[]> {
  const { broker, provider, target, selectors = [], publishAs } = request;
  const asked = await broker.pactsForVerification({ provider, ...(selectors.length > 0 && { selectors }), ...(publishAs?.branch && { providerBranch: publishAs.branch }) });
  if (asked.length === 0) throw new RingproofError('RP_VERIFY_NOTHING', { provider });
  const pacts = asked.map((pact) => ({ name: `${pact.consumer}--${provider}`, text: pact.text }));
  const run = await verify({ provider, target, pacts, progress, signal });
  const results: Result[] = [];
  for (const [index, verified] of run.pacts.entries()) {
    const result = judge(verified, target.virtual);
    const from = asked[index];
    if (from && publishAs && result.outcome !== 'inconclusive') await publish(request, run, verified, { from, publishAs, success: result.outcome === 'passed' });
    results.push(result);
  }
  return results;
}

/** Pending interactions count on our own virtual platform only: there is no other check of it. */
function judge({ name, interactions }: VerifiedPact, virtual: boolean): Result {
  const counts = (one: VerifiedInteraction) => virtual || !one.pending;
  const failed = interactions.filter((one) => one.outcome === 'failed' && counts(one));
  const pending = interactions.filter((one) => one.outcome === 'failed' && !counts(one));
  const unprepared = interactions.filter((one) => one.outcome === 'passed' && one.statesIgnored);
  const details = { interactions: interactions.length, failed: failed.length, pendingFailed: pending.length, summary: summary(interactions, failed, pending) };
  if (failed.length > 0) return { name, outcome: 'failed', mismatches: failed.flatMap(({ mismatches }) => mismatches), details };
  if (unprepared.length > 0) {
    const states = [...new Set(unprepared.flatMap(({ providerStates }) => providerStates))].join(', ');
    return { name, outcome: 'inconclusive', reason: `Provider states could not be set up: ${states}. Give --provider-states-setup-url.`, details };
  }
  return { name, outcome: 'passed', details, ...(pending.length > 0 && { reason: pending.map(({ description }) => `pending, does not count here: "${description}"`).join('\n') }) };
}

const summary = (all: VerifiedInteraction[], failed: VerifiedInteraction[], pending: VerifiedInteraction[]) =>
  `${all.length - failed.length - pending.length} of ${all.length} interactions${pending.length > 0 ? `, ${pending.length} pending` : ''}`;

interface Publication { from: PactToVerify; publishAs: PublishResultsAs; success: boolean }

async function publish({ broker, target }: VerifyRequest, run: VerifyRun, verified: VerifiedPact, { from, publishAs, success }: Publication): Promise<void> {
  const { version, branch, buildUrl } = publishAs;
  await broker.recordVerification({
    success, providerVersion: version, grade: target.grade, testResults: testResultsOf(verified), publishUrl: from.publishUrl,
    verifiedBy: { ...run.engine }, ...(branch && { providerBranch: branch }), ...(buildUrl && { buildUrl }),
  });
}
