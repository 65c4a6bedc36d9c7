import type { PactToVerify, VerificationFact } from '#broker/broker';
import { at, hrefOf, listAt, textAt } from '#broker/remote/hal';
import type { Http } from '#broker/remote/http';
import type { SelectionRequest } from '#broker/rules/consumer-version-selector';
import { pactOfResultsUrl, paths } from '#broker/rules/paths';
import { withGrade } from '#broker/rules/test-results';
import { RingproofError } from '#core/errors';

/** The pacts a provider should verify, each with its text as the broker gives it. */
export async function pactsToVerify(http: Http, request: SelectionRequest): Promise<PactToVerify[]> {
  const { provider, selectors = [], providerBranch, providerTags, includePending = false, includeWipSince } = request;
  const { status, body } = await http.send('POST', paths.forVerification(provider), {
    consumerVersionSelectors: selectors, includePendingStatus: includePending,
    ...(providerBranch !== undefined && { providerVersionBranch: providerBranch }), ...(providerTags && { providerVersionTags: providerTags }),
    ...(includeWipSince !== undefined && { includeWipPactsSince: new Date(includeWipSince).toISOString() }),
  });
  if (status === 404) return [];
  return Promise.all(listAt(body, '_embedded', 'pacts').map(async (one) => {
    const { body: pact, text } = await http.get(hrefOf(one, 'self') ?? '');
    return {
      consumer: textAt(pact, 'consumer', 'name') ?? '', provider, shortDescription: textAt(one, 'shortDescription') ?? '',
      pending: at(one, 'verificationProperties', 'pending') === true, wip: at(one, 'verificationProperties', 'wip') === true,
      notices: listAt(one, 'verificationProperties', 'notices').map((notice) => ({ when: textAt(notice, 'when') ?? '', text: textAt(notice, 'text') ?? '' })),
      text, publishUrl: hrefOf(pact, 'pb:publish-verification-results') ?? '',
    };
  }));
}


/**
 * Publishes a result in the order of Pact's own verifier (the version with its branch exists before its result), and
 * asks for it back: a result that is not stored would leave every gate blind.
 * @throws RingproofError RP_VERIFY_NOT_PUBLISHED.
 */
export async function recordVerification(http: Http, fact: VerificationFact): Promise<void> {
  const { success, providerVersion, providerBranch, buildUrl, grade, testResults, verifiedBy, publishUrl } = fact;
  const failed = (reason: string, cause?: unknown) => new RingproofError('RP_VERIFY_NOT_PUBLISHED', { reason }, cause);
  const pact = pactOfResultsUrl(publishUrl);
  if (!pact) throw failed(`"${publishUrl}" is not where results are published`);
  try {
    if (providerBranch !== undefined) await http.send('PUT', paths.branchVersion(pact.provider, providerBranch, providerVersion), {});
    const sent = await http.send('POST', publishUrl, {
      providerApplicationVersion: providerVersion, success, testResults: withGrade(testResults, grade),
      ...(buildUrl !== undefined && { buildUrl }), ...(verifiedBy && { verifiedBy }),
    });
    if (sent.status === 404) throw failed(`the broker has no such pact of ${pact.consumer} and ${pact.provider}`);
    const self = hrefOf(sent.body, 'self') ?? sent.location;
    const { body } = await http.get(self ?? paths.result(pact.provider, pact.consumer, pact.sha, 'latest'));
    if (body['success'] !== success || body['providerApplicationVersion'] !== providerVersion) throw failed('the broker gave another result back');
  } catch (thrown) {
    if (thrown instanceof RingproofError && thrown.code === 'RP_BROKER_REFUSED') throw failed(thrown.message, thrown);
    throw thrown;
  }
}
