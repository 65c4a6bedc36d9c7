import type { MatchingResult } from '#engine/native/pact-core';

/** One finding of Pact's mock server, in words. */
export function describeProblem(result: MatchingResult): string {
  if ('error' in result) return result.error;
  const where = 'method' in result ? `${result.method} ${result.path}` : '';
  switch (result.type) {
    case 'request-match':
      return `${where} matched`;
    case 'missing-request':
      return `${where} was never called`;
    case 'request-not-found':
      return `${where} is not the described request`;
    case 'request-mismatch':
      return `${where}: ${result.mismatches.map((one) => ('mismatch' in one ? one.mismatch : `expected ${one.expected}, got ${one.actual}`)).join(', ')}`;
  }
}
