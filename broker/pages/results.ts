import type { View } from '#broker/ledger/view';
import { table } from '#broker/pages/frame';
import { type Html, html } from '#broker/pages/html';
import { application, verified } from '#broker/pages/words';
import type { InteractionFailure } from '#broker/rules/test-results';

const MOST = 20;

/** The last results for a content, newest first, with what did not match. */
export function results(view: View, content: number, now: number): Html {
  const all = view.verificationsOf(content).toReversed();
  return html`${table(['provider version', 'result', 'because'], all.slice(0, MOST).map((one) => [
    html`${application(one.provider.pacticipant)} ${one.provider.number}`, verified(one, now), one.success ? html`` : failures(view.failures(one.id))]))}
${all.length > MOST && html`<p class="soft">and ${all.length - MOST} earlier results.</p>`}`;
}

const failures = (all: InteractionFailure[]): Html => html`<ul>${all.map(({ interaction, mismatches, exceptions }) => html`<li>${interaction}<ul>
${mismatches.map(({ attribute, path, description }) => html`<li><code>${[attribute, path].filter(Boolean).join(' ')}</code> ${description}</li>`)}${exceptions.map((one) => html`<li>${one}</li>`)}</ul></li>`)}</ul>`;
