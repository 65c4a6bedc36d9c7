import type { Fact } from '#broker/ledger/facts';
import type { View } from '#broker/ledger/view';
import { frame, link, table } from '#broker/pages/frame';
import { type Html, html } from '#broker/pages/html';
import { age, application } from '#broker/pages/words';
import { paths } from '#broker/rules/paths';

const MOST = 50;

/** What happened, newest first; `before` is the id of the fact to go on from. */
export function timelinePage(view: View, before: number, now: number): string {
  const facts = view.history(Number.isSafeInteger(before) && before > 0 ? before : Number.MAX_SAFE_INTEGER, MOST);
  const last = facts.at(-1);
  return frame('Timeline', html`${table(['when', 'what'], facts.map(({ at, fact }) => [age(at, now), told(view, fact)]))}
${facts.length === MOST && last && html`<nav aria-label="Parts">${link(`/timeline?before=${last.id}`, 'earlier')}</nav>`}`);
}

const version = ({ pacticipant, version: number }: { pacticipant: string; version: string }): Html => html`${application(pacticipant)} ${number}`;
const between = ({ consumer, provider }: { consumer: string; provider: string }): Html => html`${application(consumer)} and ${application(provider)}`;

function told(view: View, fact: Fact): Html {
  const place = (environment: string) => view.environment(environment)?.name ?? 'an environment that is gone';
  switch (fact.kind) {
    case 'version-recorded': return html`${version(fact)} was recorded`;
    case 'branch-joined': return html`${version(fact)} joined branch ${fact.branch}`;
    case 'branch-left': return html`${version(fact)} left branch ${fact.branch}`;
    case 'branch-removed': return html`branch ${fact.branch} of ${application(fact.pacticipant)} was removed`;
    case 'tag-set': return html`${version(fact)} was tagged ${fact.tag}`;
    case 'tag-removed': return html`${version(fact)} lost tag ${fact.tag}`;
    case 'label-set': return html`${application(fact.pacticipant)} was labelled ${fact.label}`;
    case 'label-removed': return html`${application(fact.pacticipant)} lost label ${fact.label}`;
    case 'pact-published': return html`${application(fact.consumer)} ${fact.version} published what it expects of ${application(fact.provider)} (${link(paths.pact(fact.provider, fact.consumer, fact.version), 'pact')})`;
    case 'verification-published': return html`${application(fact.provider)} ${fact.providerVersion} <span class="${fact.success ? 'passed' : 'failed'}">${fact.success ? '✓ satisfied' : '✗ failed'}</span> what ${application(fact.consumer)} expects`;
    case 'pacticipant-described': return html`${application(fact.name)} was described${fact.mainBranch !== undefined && html`: main branch ${fact.mainBranch}`}`;
    case 'environment-described': return html`environment ${fact.name} was described`;
    case 'environment-removed': return html`environment ${place(fact.uuid)} was removed`;
    case 'deployed': return html`${version(fact)} was deployed to ${place(fact.environment)}${fact.instance !== undefined && html` as ${fact.instance}`}`;
    case 'released': return html`${version(fact)} was released to ${place(fact.environment)}`;
    case 'undeployed': return stayEnded(view, fact.uuid, 'was undeployed');
    case 'support-ended': return stayEnded(view, fact.uuid, 'is no longer supported');
    case 'token-created': return html`token ${fact.name} (${fact.role}) was created`;
    case 'token-revoked': return html`token ${fact.name} was revoked`;
    case 'webhook-described': return html`a webhook was described`;
    case 'webhook-removed': return html`a webhook was removed`;
    case 'webhook-triggered': return html`a webhook was triggered`;
    case 'webhook-attempted': return html`a webhook's call <span class="${fact.success ? 'passed' : 'failed'}">${fact.success ? '✓ went through' : '✗ failed'}</span>`;
    case 'scenarios-played': return html`${fact.plays.length} drift scenarios were played`;
    case 'pact-removed': return html`what ${application(fact.consumer)} ${fact.version} expects of ${application(fact.provider)} was removed`;
    case 'version-removed': return html`${version(fact)} was removed`;
    case 'pacticipant-removed': return html`${fact.name} was removed`;
    case 'integration-removed': return html`everything between ${between(fact)} was removed`;
  }
}

function stayEnded(view: View, uuid: string, how: string): Html {
  const stay = view.stay(uuid);
  return stay ? html`${version(stay)} ${how} (${view.environment(stay.environment)?.name ?? 'an environment that is gone'})` : html`a version ${how}`;
}
