import type { View } from '#broker/ledger/view';
import { frame, link, list, table } from '#broker/pages/frame';
import { html } from '#broker/pages/html';
import { network } from '#broker/pages/network';
import { paged } from '#broker/pages/paged';
import { age, application, outcomeOf, verified } from '#broker/pages/words';
import { paths } from '#broker/rules/paths';

/** Every integration and how it stands. Only the rows shown are asked for. */
export function overviewPage(view: View, page: number, now: number): string {
  const { items, links, more } = paged(view.integrations(), page, '/');
  const rows = items.map(({ consumer, provider }) => {
    const pact = view.latestPact(consumer, provider);
    return { consumer, provider, pact, result: pact && view.latestVerificationOf(pact.content) };
  });
  return frame('Who asks whom', html`
${rows.length > 0 && network(rows.map(({ consumer, provider, result }) => ({ from: consumer, to: provider, outcome: outcomeOf(result) })))}
<p class="soft">A line goes from who asks (left) to who answers. Solid: verified; dashed: failed; dotted: not verified.${more && ' Only the integrations below are drawn.'}</p>
<h2>Integrations</h2>
${table(['consumer', 'provider', 'latest pact', 'last verification', 'where (consumer → provider)', ''], rows.map(({ consumer, provider, pact, result }) => [
    application(consumer), application(provider),
    pact ? html`<a href="${paths.pact(provider, consumer, pact.consumer.number)}">${pact.consumer.number}</a> <span class="soft">${age(pact.publishedAt, now)}</span>` : html`<span class="soft">none</span>`,
    verified(result, now, result?.provider.number), where(view, consumer, provider), link(paths.matrixBetween(provider, consumer), 'matrix')]))}
${links}`);
}

function where(view: View, consumer: string, provider: string) {
  const placed = (name: string) => Map.groupBy([...view.deployed(name), ...view.released(name)], ({ environment }) => environment);
  const [left, right] = [placed(consumer), placed(provider)];
  const numbers = (found: ReturnType<typeof placed>, environment: string) => [...new Set(found.get(environment)?.map(({ version }) => version.number))].join(', ') || '–';
  return list([...new Set([...left.keys(), ...right.keys()])].map((environment) => html`${environment}: ${numbers(left, environment)} → ${numbers(right, environment)}`));
}
