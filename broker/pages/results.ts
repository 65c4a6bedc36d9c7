import type { View } from '#broker/ledger/view';
import { table } from '#broker/pages/frame';
import { type Html, html } from '#broker/pages/html';
import { application, verified } from '#broker/pages/words';
import type { InteractionFailure } from '#broker/rules/test-results';

const MOST = 20;

/** The results for a content that are numbered below `before`, newest first, with what did not match; `address` is the page's. */
export function results(view: View, content: number, { before, address, now }: { before: number; address: string; now: number }): Html {
  // One more than is shown says whether there are more.
  const all = view.newestVerifications(content, before > 0 ? before : Number.MAX_SAFE_INTEGER, MOST + 1);
  const shown = all.slice(0, MOST);
  const last = shown.at(-1);
  return html`${table(['provider version', 'result', 'because'], shown.map((one) => [
    html`${application(one.provider.pacticipant)} ${one.provider.number}`, verified(one, now), one.success ? html`` : failures(view.failures(one.id))]))}
${all.length > MOST && last && html`<p><a href="${address}?before=${last.number}">Earlier results</a></p>`}`;
}

const failures = (all: InteractionFailure[]): Html => html`<ul>${all.map(({ interaction, mismatches, exceptions }) => html`<li>${interaction}<ul>
${mismatches.map(({ attribute, path, description }) => html`<li><code>${[attribute, path].filter(Boolean).join(' ')}</code> ${description}</li>`)}${exceptions.map((one) => html`<li>${one}</li>`)}</ul></li>`)}</ul>`;
