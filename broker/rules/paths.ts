/** The real broker's addresses, without the base URL. Every name is one segment: `/` in it becomes `%2F`. */
const join = (...segments: string[]): string => segments.map((segment) => `/${encodeURIComponent(segment).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)}`).join('');

export const paths = {
  pacticipant: (name: string) => join('pacticipants', name),
  version: (name: string, version: string) => join('pacticipants', name, 'versions', version),
  versions: (name: string) => join('pacticipants', name, 'versions'),
  branches: (name: string) => join('pacticipants', name, 'branches'),
  branch: (name: string, branch: string) => join('pacticipants', name, 'branches', branch),
  label: (name: string, label: string) => join('pacticipants', name, 'labels', label),
  labelled: (label: string) => join('pacticipants', 'label', label),
  tag: (name: string, version: string, tag: string) => join('pacticipants', name, 'versions', version, 'tags', tag),
  branchVersion: (name: string, branch: string, version: string) => join('pacticipants', name, 'branches', branch, 'versions', version),
  pact: (provider: string, consumer: string, version: string) => join('pacts', 'provider', provider, 'consumer', consumer, 'version', version),
  between: (provider: string, consumer: string) => join('pacts', 'provider', provider, 'consumer', consumer),
  latestPact: (provider: string, consumer: string) => join('pacts', 'provider', provider, 'consumer', consumer, 'latest'),
  pactVersion: (provider: string, consumer: string, sha: string) => join('pacts', 'provider', provider, 'consumer', consumer, 'pact-version', sha),
  withMetadata: (pactVersion: string, metadata: string) => (metadata === '' ? pactVersion : `${pactVersion}/metadata/${metadata}`),
  results: (pactVersion: string) => `${pactVersion}/verification-results`,
  result: (provider: string, consumer: string, sha: string, number: number | 'latest') => `${paths.pactVersion(provider, consumer, sha)}/verification-results/${number}`,
  forVerification: (provider: string) => join('pacts', 'provider', provider, 'for-verification'),
  webhooks: '/webhooks',
  webhook: (uuid: string) => join('webhooks', uuid),
  triggerLogs: (uuid: string) => `${join('triggered-webhooks', uuid)}/logs`,
  consumerResults: (consumer: string, version: string) => `${join('verification-results', 'consumer', consumer, 'version', version)}/latest`,
  integration: (provider: string, consumer: string) => join('integrations', 'provider', provider, 'consumer', consumer),
  dashboard: (provider: string, consumer: string) => join('dashboard', 'provider', provider, 'consumer', consumer),
  matrixBetween: (provider: string, consumer: string) => join('matrix', 'provider', provider, 'consumer', consumer),
  group: (name: string) => join('groups', name),
  environments: '/environments',
  environment: (uuid: string) => join('environments', uuid),
  currently: (uuid: string, kind: 'deployed' | 'released') => `${join('environments', uuid)}/${kind}-versions/currently-${kind === 'deployed' ? 'deployed' : 'supported'}`,
  stays: (name: string, version: string, uuid: string, kind: 'deployed' | 'released') => `${paths.version(name, version)}/${kind}-versions/environment/${encodeURIComponent(uuid)}`,
  stay: (uuid: string, kind: 'deployed' | 'released') => join(`${kind}-versions`, uuid),
} as const;

export interface PactAddress { provider: string; consumer: string; sha: string; metadata?: string }

/** Which pact content a results address is for; undefined when it is no such address. Absolute or not, below any base path. */
export function pactOfResultsUrl(url: string): PactAddress | undefined {
  const found = /\/pacts\/provider\/([^/?#]+)\/consumer\/([^/?#]+)\/pact-version\/([^/?#]+)(?:\/metadata\/([^/?#]*))?\/verification-results(?:[?#].*)?$/.exec(url);
  const [, provider, consumer, sha, metadata] = found?.map((part: string | undefined) => decode(part ?? '')) ?? [];
  return provider !== undefined && consumer !== undefined && sha !== undefined ? { provider, consumer, sha, ...(metadata && { metadata }) } : undefined;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
