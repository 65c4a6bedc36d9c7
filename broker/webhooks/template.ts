import { paths } from '#broker/rules/paths';
import type { BrokerFacts } from '#broker/rules/facts';
import type { WebhookEvent } from '#broker/webhooks/events';
import type { WebhookRequest } from '#broker/webhooks/webhook';
import type { Json } from '#core/json';

/** The values of `${pactbroker.NAME}`. https://docs.pact.io/pact_broker/webhooks/dynamic_variable_substitution */
export function variablesOf(event: WebhookEvent, facts: BrokerFacts, base: string): Record<string, string> {
  const { consumer, consumerVersion, provider, sha, providerVersion, descriptions = [], result, success, buildUrl = '' } = event;
  const of = (pacticipant: string, number: string | undefined) => {
    const [version] = number === undefined ? [] : facts.versions({ pacticipant, version: number });
    return { branch: version ? (facts.branchesOf(version.id).at(-1) ?? '') : '', tags: version ? facts.tagsOf(version.id).join(', ') : '' };
  };
  const labels = (pacticipant: string) => facts.labelsOf(pacticipant).join(', ');
  const [from, to] = [of(consumer, consumerVersion), of(provider, providerVersion)];
  const status = success === undefined ? 'pending' : success ? 'success' : 'failure';
  return {
    consumerName: consumer, consumerVersionNumber: consumerVersion, consumerVersionBranch: from.branch, consumerVersionTags: from.tags, consumerLabels: labels(consumer),
    providerName: provider, providerVersionNumber: providerVersion ?? '', providerVersionBranch: to.branch, providerVersionTags: to.tags, providerLabels: labels(provider),
    providerVersionDescriptions: descriptions.join(', '), eventName: event.name, buildUrl,
    pactUrl: base + paths.withMetadata(paths.pactVersion(provider, consumer, sha), ''),
    verificationResultUrl: result === undefined ? '' : base + paths.result(provider, consumer, sha, result),
    githubVerificationStatus: status,
    bitbucketVerificationStatus: { pending: 'INPROGRESS', success: 'SUCCESSFUL', failure: 'FAILED' }[status],
    azureDevOpsVerificationStatus: { pending: 'pending', success: 'succeeded', failure: 'failed' }[status],
    gitlabVerificationStatus: { pending: 'pending', success: 'success', failure: 'failed' }[status],
  };
}

/** Fills a request in. Values are encoded for where they stand: in the URL as one part of it, in a JSON body as text. Unknown names stay. */
export function filled(request: WebhookRequest, variables: Readonly<Record<string, string>>): WebhookRequest {
  const fill = (text: string, encode: (value: string) => string) =>
    text.replace(/\$\{pactbroker\.(\w+)\}/g, (hole, name: string) => (Object.hasOwn(variables, name) ? encode(variables[name] ?? '') : hole));
  const within = (value: Json): Json => {
    if (typeof value === 'string') return fill(value, String);
    if (Array.isArray(value)) return value.map(within);
    return value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, within(inner)])) : value;
  };
  // A name with a line break would begin another header.
  const oneLine = (value: string) => value.replace(/[^\t\u0020-\u007e]/g, ' ');
  return {
    ...request,
    url: fill(request.url, encodeURIComponent),
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, fill(value, oneLine)])),
    ...(request.body !== undefined && { body: within(request.body) }),
  };
}
