import type { VerifiedInteraction, VerifiedPact } from '#engine/verify/verify-run';

/** One entry of `testResults` in a verification result, as Pact's own verifier sends it to a broker. */
export interface PactTestResult {
  interactionId?: string;
  interactionDescription: string;
  success: boolean;
  mismatches?: { attribute: string; identifier?: string; description: string }[];
  exceptions?: { message: string }[];
}

/** The verdicts of one pact in the form that Pact Brokers store and show. */
export const testResultsOf = ({ interactions }: VerifiedPact): PactTestResult[] => interactions.map(testResultOf);

function testResultOf({ interactionId, description, outcome, mismatches }: VerifiedInteraction): PactTestResult {
  const compared = mismatches.filter(({ code }) => code !== 'state' && code !== 'transport');
  const exceptions = mismatches.filter((one) => !compared.includes(one));
  return {
    ...(interactionId === undefined ? {} : { interactionId }),
    interactionDescription: description,
    success: outcome === 'passed',
    ...(compared.length === 0 ? {} : { mismatches: compared.map(({ code, path, description: sentence }) => ({ attribute: code, ...(path && { identifier: path }), description: sentence })) }),
    ...(exceptions.length === 0 ? {} : { exceptions: exceptions.map(({ description: message }) => ({ message })) }),
  };
}
