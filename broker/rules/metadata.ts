import type { SelectedPact } from '#broker/rules/selection';

/**
 * The metadata segment of a pact's address: why it was selected, so that the result comes back with it. The real
 * broker's form (a nested query in URL-safe Base64); opaque to clients.
 */
export function encodeMetadata({ by, pending: { pending } }: SelectedPact, includePending: boolean): string {
  const parts = by.flatMap(({ criterion, name, environment, number }) => [
    ...(criterion === 'main-branch' || criterion === 'branch' ? [['s[][b]', name ?? '']] : []),
    ...(criterion === 'tag' || criterion === 'all-of-tag' ? [['s[][t]', name ?? '']] : []),
    ...(environment === undefined ? [] : [['s[][e]', environment]]),
    ...(criterion === 'latest' || criterion === 'main-branch' || criterion === 'branch' || criterion === 'tag' ? [['s[][l]', 'true']] : []),
    ['s[][cvn]', number],
  ]);
  if (includePending) parts.push(['p', String(pending)]);
  return Buffer.from(new URLSearchParams(parts as [string, string][]).toString()).toString('base64url');
}
