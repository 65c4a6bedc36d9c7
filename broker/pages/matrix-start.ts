import type { View } from '#broker/ledger/view';
import { frame, table } from '#broker/pages/frame';
import { html } from '#broker/pages/html';
import { paged } from '#broker/pages/paged';
import { paths } from '#broker/rules/paths';

/** Which two applications to compare. */
export function matrixStartPage(view: View, page: number): string {
  const { items, links } = paged(view.integrations(), page, '/matrix');
  return frame('Matrix', html`${table(['of'], items.map(({ consumer, provider }) => [html`<a href="${paths.matrixBetween(provider, consumer)}">${consumer} and ${provider}</a>`]))}${links}`);
}
