import type { PactRecord } from '#broker/ledger/view';
import { frame, link } from '#broker/pages/frame';
import { html } from '#broker/pages/html';
import { differences } from '#broker/rules/difference';
import { parseLossless } from '#broker/rules/lossless-json';
import { paths } from '#broker/rules/paths';

/** What changed from `other` to `pact`, interaction by interaction. */
export function diffPage(pact: PactRecord | undefined, other: PactRecord | undefined): string | undefined {
  if (!pact || !other) return undefined;
  const to = ({ provider, consumer, version }: PactRecord) => link(paths.pact(provider, consumer, version), version);
  const lines = pact.content === other.content ? [] : differences(parseLossless(other.text), parseLossless(pact.text));
  return frame(`What changed between ${pact.consumer} and ${pact.provider}`, html`<p>From version ${to(other)} to ${to(pact)}.</p>
${lines.length === 0 ? html`<p>The two are the same.</p>` : html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`}`);
}
