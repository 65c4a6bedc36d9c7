import type { SelectedPact } from '#broker/rules/selection';

/**
 * The metadata segment of a pact's address: why it was selected, so that the result comes back with it. The real
 * broker's form (a nested query in URL-safe Base64); opaque to clients.
 */
export function encodeMetadata({ by, pending: { pending }, wip }: SelectedPact, includePending: boolean): string {
  if (wip) return encoded([['w', 'true']]);
  const parts = by.flatMap(({ criterion, name, environment, number }) => [
    ...(criterion === 'main-branch' || criterion === 'branch' ? [['s[][b]', name ?? '']] : []),
    ...(criterion === 'tag' || criterion === 'all-of-tag' ? [['s[][t]', name ?? '']] : []),
    ...(environment === undefined ? [] : [['s[][e]', environment]]),
    ...(criterion === 'latest' || criterion === 'main-branch' || criterion === 'branch' || criterion === 'tag' ? [['s[][l]', 'true']] : []),
    ['s[][cvn]', number],
  ]);
  if (includePending) parts.push(['p', String(pending)]);
  return encoded(parts as [string, string][]);
}

const encoded = (parts: [string, string][]) => Buffer.from(new URLSearchParams(parts).toString()).toString('base64url');

/** What a metadata segment says; of anything else that stands there, nothing. */
export function decodeMetadata(segment: string): { wip: boolean; consumerVersions: string[] } {
  const said = new URLSearchParams(Buffer.from(segment, 'base64url').toString());
  return { wip: said.get('w') === 'true', consumerVersions: said.getAll('s[][cvn]') };
}
