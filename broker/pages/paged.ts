import { type Html, html } from '#broker/pages/html';

const SIZE = 50;

/** One page of a long list, with links to its neighbours. `at` counts from 1; `address` is the list's, with whatever query it has. */
export function paged<T>(all: readonly T[], at: number, address: string): { items: T[]; links: Html; more: boolean } {
  const pages = Math.max(1, Math.ceil(all.length / SIZE));
  const to = (page: number, words: string) => html`<a href="${address}${address.includes('?') ? '&' : '?'}page=${page}">${words}</a> `;
  return {
    items: all.slice((at - 1) * SIZE, at * SIZE),
    links: pages === 1 ? html`` : html`<nav aria-label="Parts of the list">${at > 1 && to(at - 1, 'Previous')}${at < pages && to(at + 1, 'Next')}<span class="soft">Page ${at} of ${pages}, ${all.length} in all</span></nav>`,
    more: pages > 1,
  };
}
