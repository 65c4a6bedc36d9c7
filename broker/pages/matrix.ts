import type { View } from '#broker/ledger/view';
import { frame, list, table } from '#broker/pages/frame';
import { type Html, html } from '#broker/pages/html';
import { paged } from '#broker/pages/paged';
import { application, verified } from '#broker/pages/words';
import { evaluate } from '#broker/rules/matrix';
import type { RowVersion } from '#broker/rules/matrix-row';
import { paths } from '#broker/rules/paths';
import type { Selector } from '#broker/rules/selector';

/** Two applications, and which of their versions: by branch and environment; nothing is all. */
export interface MatrixAsk { consumer: string; provider: string; branch: string; environment: string; result: string; page: number; now: number }

const RESULTS: Record<string, boolean | null> = { passed: true, failed: false, none: null };

/** Which version of a consumer was verified with which of its provider; undefined when one is unknown. */
export function matrixPage(view: View, ask: MatrixAsk): string | undefined {
  const { consumer, provider, branch, environment, result, page, now } = ask;
  if (!view.hasPacticipant(consumer) || !view.hasPacticipant(provider)) return undefined;
  const asks: Selector[] = [{ pacticipant: consumer, ...(branch && { branch }) }, { pacticipant: provider, ...(environment && { environment }) }];
  const wanted = RESULTS[result];
  const { rows } = evaluate(view, { selectors: asks, latestBy: 'cvpv', ...(wanted !== undefined && { success: [wanted] }) });
  const here = paths.matrixBetween(provider, consumer);
  const { items, links } = paged(rows, page, `${here}?${new URLSearchParams({ branch, environment, result }).toString()}`);
  return frame(`${consumer} and ${provider}`, html`<form method="get" action="${here}">
<label>Consumer's branch<input name="branch" value="${branch}"></label><label>Provider in environment<input name="environment" value="${environment}"></label>
<label>Result<select name="result"><option value="">any</option>${Object.keys(RESULTS).map((name) => (name === result ? html`<option selected>${name}</option>` : html`<option>${name}</option>`))}</select></label><button>Show</button></form>
${table(['consumer', 'provider', 'result'], items.map((row) => [
    html`${application(consumer)} <a href="${paths.pact(provider, consumer, row.consumer.version.number)}">${row.consumer.version.number}</a> ${about(row.consumer.version)}`,
    html`${application(provider)} ${row.provider.version && html`${row.provider.version.number} ${about(row.provider.version)}`}`, verified(row.verification, now)]))}${links}`);
}

const about = ({ branches, tags, environments }: RowVersion): Html => html`<span class="soft">${list([...branches, ...tags, ...environments.map((name) => `in ${name}`)].map((one) => html`${one}`))}</span>`;
