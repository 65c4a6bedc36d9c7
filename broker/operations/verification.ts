import type { Change, Ledger } from '#broker/ledger/ledger';
import type { VerificationRecord } from '#broker/ledger/view';
import { describeVersion } from '#broker/operations/version';
import type { Json, JsonObject } from '#core/json';

/** A result for one pact content. */
export interface VerificationOf {
  consumer: string;
  provider: string;
  sha: string;
  providerVersion: string;
  providerBranch?: string;
  success: boolean;
  /** The pact was selected as work in progress. */
  wip?: true;
  buildUrl?: string;
  testResults?: Json;
  verifiedBy?: JsonObject;
}

/**
 * Adds a verification result and gives it back as it was stored; undefined when there is no such pact.
 * @throws RingproofError RP_LEDGER_WRITE.
 */
export const publishVerification = (ledger: Ledger, result: VerificationOf): VerificationRecord | undefined => ledger.change(publishingVerification(result));

/** The same as a change to be made. */
export function publishingVerification(result: VerificationOf): Change<VerificationRecord | undefined> {
  const { providerBranch, ...fact } = result;
  return (view, writer) => {
    if (!view.pactOfContent(result.consumer, result.provider, result.sha)) return undefined;
    describeVersion(view, writer, result.provider, result.providerVersion, providerBranch === undefined ? {} : { branch: providerBranch });
    writer.add({ kind: 'verification-published', ...fact });
    return view.verification(result.consumer, result.provider, result.sha, 'latest');
  };
}
