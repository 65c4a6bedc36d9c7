import type { FailureOrigin, Owner } from '#broker/rules/explanation';
import type { MatrixRow } from '#broker/rules/matrix-row';
import type { Reason } from '#broker/rules/reasons';

/** What was asked: of a version, whether it may go to an environment, or to the main branch when none is named. */
export interface Asked { pacticipant: string; version: string; environment?: string }

interface Known { asked: Asked; row: MatrixRow | undefined; origins: readonly FailureOrigin[]; history: readonly MatrixRow[]; owner: Owner | undefined }

/** The one command that brings a reason nearer to its end; what only the reader knows stands in capitals. */
export function nextStep(reason: Reason, { asked, row, origins, history, owner }: Known): string[] | undefined {
  switch (reason.type) {
    case 'version-does-not-exist':
      return owner?.role === 'provider' ? verify(asked.pacticipant, asked.version) : ['publish', '--consumer-app-version', asked.version, '--branch', 'BRANCH'];
    case 'verification-failed': {
      const changed = origins.find(({ changedBy, lastGreen }) => changedBy === 'consumer' && lastGreen);
      const consumer = reason.consumer.pacticipant;
      if (owner?.role === 'consumer' && changed?.lastGreen && row) return ['diff', `${consumer}@${changed.lastGreen.consumerVersion}`, `${consumer}@${row.consumer.version.number}`, '--provider', reason.provider.pacticipant];
      return ['verify', '--provider', reason.provider.pacticipant, '--provider-base-url', 'URL'];
    }
    case 'not-verified': {
      const { pacticipant, exists, number, environment } = reason.provider;
      if (exists || environment === undefined) return verify(pacticipant, number, row);
      // Nothing of it runs there: one that has proven itself may be there already, unsaid.
      const proven = history.find((one) => one.verification?.success && one.consumer.version.number === row?.consumer.version.number)?.provider.version?.number;
      return proven === undefined ? verify(pacticipant, undefined, row) : ['record-deployment', `${pacticipant}@${proven}`, '--environment', environment];
    }
    case 'evidence-unknown':
    case 'evidence-too-low':
      return verify(reason.provider.pacticipant, reason.provider.number, row, reason.required);
    case 'evidence-too-old':
      return verify(reason.provider.pacticipant, reason.provider.number, row);
    case 'evidence-doubted':
      return ['drift', 'status'];
    default:
      return undefined;
  }
}

/** Verifies and publishes; asks for the consumer's branch where the provider would not choose its pact by itself. */
function verify(provider: string, version: string | undefined, row?: MatrixRow, grade?: string): string[] {
  const consumer = row?.consumer.version;
  const chosen = !consumer || consumer.environments.length > 0 || consumer.branches.length === 0;
  const branch = consumer?.branches.at(-1);
  return [
    'verify', '--provider', provider, '--provider-base-url', 'URL', ...(grade === undefined ? [] : ['--grade', grade]),
    ...(chosen || branch === undefined ? [] : ['--consumer-version-branch', branch]), '--publish-verification-results', '--provider-app-version', version ?? 'VERSION',
  ];
}
