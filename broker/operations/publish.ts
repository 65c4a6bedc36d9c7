import { obtainedOf } from '#broker/rules/obtained';
import { sha1, sha256 } from '#broker/hash';
import type { Change, Ledger } from '#broker/ledger/ledger';
import type { View } from '#broker/ledger/view';
import { describeVersion } from '#broker/operations/version';
import { type PactContent, readContent } from '#broker/rules/content';
import { detectedEvents } from '#broker/webhooks/detected';
import { isFor } from '#broker/webhooks/events';
import { difference } from '#broker/rules/difference';
import { similarNameSentence, similarNames } from '#broker/rules/similar-names';
import { type Json, isWellFormed } from '#core/json';
import { parseLossless } from '#core/lossless-json';
import { RingproofError, reasonOf } from '#core/errors';

export interface PublishRequest {
  consumer: string;
  version: string;
  branch?: string;
  tags?: string[];
  buildUrl?: string;
  /** `text` is the pact's JSON as it stands in its file; it is kept byte for byte. */
  pacts: { provider: string; text: string }[];
}

/** The real broker's notice types. */
export interface Notice { type: 'debug' | 'success' | 'warning' | 'error' | 'prompt' | 'info'; text: string }

/** A pact of this consumer version that was published before with other content. */
export interface Conflict { provider: string; difference: string }

export interface Published {
  conflicts?: undefined;
  newVersion: boolean;
  /** `unproven`: no provider version has ever verified a pact of these two. `events` are empty for what was published before; `heard`: there is a webhook for the two. */
  pacts: { provider: string; sha: string; isNew: boolean; unproven: boolean; events: string[]; heard: boolean }[];
}

/** A name never heard before that is very like others. */
export interface SimilarName { name: string; existing: string[] }

export type PublishOutcome = { conflicts: Conflict[]; similar: SimilarName[] } | Published;

/**
 * Publishes a consumer version's pacts: all of them, or none when one of them was published before with other content,
 * or when a new name is very like a known one.
 * @throws RingproofError RP_PACT_UNREADABLE for text that is not JSON or is a pact of somebody else, RP_LEDGER_WRITE.
 */
export const publishPacts = (ledger: Ledger, request: PublishRequest): PublishOutcome => ledger.change(publishing(request));

/** The same as a change to be made. @throws RingproofError RP_PACT_UNREADABLE. */
export function publishing(request: PublishRequest): Change<PublishOutcome> {
  const { consumer, version } = request;
  const read = request.pacts.map(({ provider, text }) => ({ provider, text, content: contentOf(consumer, provider, text) }));
  return (view, writer) => {
    const conflicts = read.flatMap(({ provider, content }) => conflictOf(view, request, provider, content));
    const similar = similarTo(view, [consumer, ...read.map(({ provider }) => provider)]);
    if (conflicts.length > 0 || similar.length > 0) return { conflicts, similar };
    const newVersion = describeVersion(view, writer, consumer, version, request);
    const pacts = read.map(({ provider, text, content: { sha } }) => {
      const isNew = view.pact(consumer, version, provider) === undefined;
      if (isNew) {
        const address = sha256(text);
        writer.keep(address, text);
        writer.add({ kind: 'pact-published', consumer, version, provider, sha, text: address, obtained: obtainedOf(JSON.parse(text)) });
      }
      return { provider, sha, isNew, unproven: !view.everVerified(consumer, provider) };
    });
    const webhooks = view.webhooks();
    const published = view.pactsOfVersion(view.version(consumer, version)?.id ?? 0);
    const eventsOf = (provider: string) => published.filter((pact) => pact.provider === provider).flatMap((pact) => detectedEvents(pact, view));
    return { newVersion, pacts: pacts.map((pact) => ({
      ...pact, events: pact.isNew ? eventsOf(pact.provider) : [], heard: webhooks.some((webhook) => isFor(webhook, { consumer, provider: pact.provider }, view)),
    })) };
  };
}

/** @throws RingproofError RP_PACT_UNREADABLE. */
export function contentOf(consumer: string, provider: string, text: string): PactContent {
  const file = `The pact between ${consumer} and ${provider}`;
  const problem = (what: string) => new RingproofError('RP_PACT_UNREADABLE', { file, problem: what });
  let content: PactContent;
  try {
    content = readContent(text, sha1);
  } catch (thrown) {
    throw problem(reasonOf(thrown));
  }
  if (content.document.root.kind !== 'object') throw problem('it is not a JSON object');
  if (/\\u[dD][89a-fA-F]/.test(text) && !isWellFormed(JSON.parse(text) as Json)) throw problem('it contains half of a surrogate pair, which is not valid Unicode');
  if (content.consumer !== undefined && content.consumer !== consumer) throw problem(`its consumer is ${content.consumer}`);
  if (content.provider !== undefined && content.provider !== provider) throw problem(`its provider is ${content.provider}`);
  return content;
}

export function similarTo(view: View, names: readonly string[]): SimilarName[] {
  const unknown = [...new Set(names)].filter((name) => !view.hasPacticipant(name));
  const known = unknown.length > 0 ? view.pacticipants().map(({ name }) => name) : [];
  return unknown.map((name) => ({ name, existing: similarNames(name, known) })).filter(({ existing }) => existing.length > 0);
}

function conflictOf(view: View, { consumer, version }: PublishRequest, provider: string, content: PactContent): Conflict[] {
  const published = view.pact(consumer, version, provider);
  if (!published || published.sha === content.sha) return [];
  return [{ provider, difference: difference(parseLossless(published.text), content.document) }];
}

/** A webhook that a publication triggered, and where its log is. */
export interface Triggered { provider: string; description: string; event: string; logs: string }

/** What the real broker says about a publication. Where nobody triggers webhooks (`triggered` undefined) nothing is said of them. */
export function publishNotices(request: PublishRequest, { newVersion, pacts }: Published, pactUrl: (provider: string) => string, triggered?: readonly Triggered[]): Notice[] {
  const { consumer, version, branch, tags = [] } = request;
  const branchWords = branch === undefined ? [] : [`branch ${branch}`];
  const tagWords = tags.length > 0 ? [`tags ${tags.join(', ')}`] : [];
  const details = [...branchWords, ...tagWords].join(' and ');
  const created: Notice = { type: 'debug', text: `${newVersion ? 'Created' : 'Updated'} ${consumer} version ${version}${details && ` with ${details}`}` };
  const noBranch: Notice[] = branch === undefined ? [{ type: 'prompt', text: '  Next steps:\n    Configure the version branch to be the value of your repository branch.' }] : [];
  const perPact = pacts.flatMap(({ provider, isNew, unproven, events, heard }): Notice[] => [
    { type: 'success', text: `Pact successfully ${isNew ? 'published' : 'republished'} for ${consumer} version ${version} and provider ${provider}${isNew ? '.' : ' with no content changes.'}` },
    { type: 'debug', text: `  View the published pact at ${pactUrl(provider)}` },
    ...(events.length > 0 ? [{ type: 'debug' as const, text: `  Events detected: ${events.join(', ')}` }] : []),
    ...(triggered && heard ? triggerNotices(triggered.filter((one) => one.provider === provider)) : []),
    ...nextSteps(provider, unproven, !heard),
  ]);
  return [created, ...noBranch, ...perPact];
}

const triggerNotices = (triggered: readonly Triggered[]): Notice[] => (triggered.length > 0
  ? triggered.map(({ description, event, logs }) => ({ type: 'debug', text: `  Webhook ${JSON.stringify(description)} triggered for event ${event}.\n    View logs at ${logs}` }))
  : [{ type: 'debug', text: '  No enabled webhooks found for the detected events' }]);

function nextSteps(provider: string, unproven: boolean, unheard: boolean): Notice[] {
  const steps = [
    ...(unproven ? [`Add Pact verification tests to the ${provider} build. See https://docs.pact.io/go/provider_verification`] : []),
    ...(unheard ? [`Configure separate ${provider} pact verification build and webhook to trigger it when the pact content changes. See https://docs.pact.io/go/webhooks`] : []),
  ];
  return steps.length === 0 ? [] : [{ type: 'prompt', text: '  Next steps:' }, ...steps.map((text): Notice => ({ type: 'prompt', text: `    * ${text}` }))];
}

/** What the real broker says when published content would change, and what would change. */
const conflictNotices = ({ consumer, version }: PublishRequest, { provider, difference: what }: Conflict): [error: Notice, info: Notice] => [
  { type: 'error', text: `Cannot change the content of the pact for ${consumer} version ${version} and provider ${provider}, as race conditions will cause unreliable results for can-i-deploy. Each pact must be published with a unique consumer version number. Some Pact libraries generate random data when a concrete value for a type matcher is not specified, and this can cause the contract to mutate - ensure you have given example values for all type matchers. For more information see https://docs.pact.io/go/versioning` },
  { type: 'info', text: what },
];

/** Everything that keeps a publication from happening, as notices; `base` is where the broker is. */
export const refusalNotices = (request: PublishRequest, { conflicts, similar }: { conflicts: Conflict[]; similar: SimilarName[] }, base: string): Notice[] => [
  ...conflicts.flatMap((conflict) => conflictNotices(request, conflict)),
  ...similar.map(({ name, existing }): Notice => ({ type: 'error', text: similarNameSentence(name, existing, base) })),
];
