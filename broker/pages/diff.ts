import type { PactRecord } from '#broker/ledger/view';
import { frame, link } from '#broker/pages/frame';
import { html } from '#broker/pages/html';
import { type ChangeClass, classOfAll } from '#broker/rules/change/change';
import { pactChangesOf } from '#broker/rules/change/pact-texts';
import { CLASS_WORDS, changeSentence } from '#broker/rules/change/sentences';
import { paths } from '#broker/rules/paths';

const CLASSES: readonly ChangeClass[] = ['breaking', 'compatible', 'cosmetic'];

/** What changed from `other` to `pact`, by what it means for the provider. */
export function diffPage(pact: PactRecord | undefined, other: PactRecord | undefined): string | undefined {
  if (!pact || !other) return undefined;
  const to = ({ provider, consumer, version }: PactRecord) => link(paths.pact(provider, consumer, version), version);
  const changes = pact.content === other.content ? [] : pactChangesOf(other.text, pact.text);
  const found = CLASSES.map((name) => ({ name, of: changes.filter((one) => one.class === name) })).filter(({ of }) => of.length > 0);
  return frame(`What changed between ${pact.consumer} and ${pact.provider}`, html`<p>From version ${to(other)} to ${to(pact)}.</p>
${changes.length === 0 ? html`<p>The two ask the same.</p>` : html`<p><strong>${CLASS_WORDS[classOfAll(changes)]}</strong></p>`}
${found.map(({ name, of }) => html`<h2>${name}</h2><ul>${of.map((one) => html`<li>${changeSentence(one)}</li>`)}</ul>`)}`);
}
