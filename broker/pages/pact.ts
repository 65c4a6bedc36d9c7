import type { PactRecord, View } from '#broker/ledger/view';
import { frame, link, list } from '#broker/pages/frame';
import { html } from '#broker/pages/html';
import { interaction } from '#broker/pages/interaction';
import { paged } from '#broker/pages/paged';
import { results } from '#broker/pages/results';
import { age, application } from '#broker/pages/words';
import { interactionsOf } from '#broker/rules/content';
import { parseLossless } from '#core/lossless-json';
import { paths } from '#broker/rules/paths';

const OTHERS = 30;

/** A pact as a person reads it. */
export function pactPage(view: View, pact: PactRecord | undefined, page: number, now: number): string | undefined {
  if (!pact) return undefined;
  const { consumer, provider, version } = pact;
  const document = parseLossless(pact.text);
  const address = paths.pact(provider, consumer, version);
  const { items, links } = paged(interactionsOf(document), page, address);
  const others = view.pactsOfConsumer(consumer, provider).slice(0, OTHERS);
  return frame(`What ${consumer} expects of ${provider}`, html`
<p>${application(consumer)} ${version} → ${application(provider)}, published ${age(pact.createdAt, now)}.
${link(paths.matrixBetween(provider, consumer), 'Matrix')} · ${link(`${address}/diff/previous-distinct`, 'What changed')}</p>
<p class="soft">Versions: ${list(others.map(({ consumer: { number } }) => (number === version ? html`<strong>${number}</strong>` : link(paths.pact(provider, consumer, number), number))))}</p>
<h2>Verification</h2>${results(view, pact.content, now)}
<h2>Interactions</h2>${items.map((one) => interaction(document, one))}${links}`);
}
