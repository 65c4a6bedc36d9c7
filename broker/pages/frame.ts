import { Html, html } from '#broker/pages/html';
import { style } from '#broker/pages/style';

/** A whole page. No script, no request: its style is in it. */
export const frame = (title: string, body: Html): string => html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ringproof broker</title><style>${new Html(style)}</style></head><body>
<nav aria-label="Pages"><a href="/">Overview</a><a href="/pacticipants">Applications</a><a href="/environments">Environments</a><a href="/matrix">Matrix</a><a href="/timeline">Timeline</a></nav>
<main><h1>${title}</h1>
${body}</main></body></html>
`.text;

/** A table that scrolls by itself on a small screen. */
export const table = (head: string[], rows: Html[][]): Html => (rows.length === 0 ? html`<p class="soft">Nothing yet.</p>` : html`<div class="scroll" tabindex="0"><table><thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody></table></div>`);

export const link = (href: string, words: string): Html => html`<a href="${href}">${words}</a>`;

/** Values side by side, separated by commas. */
export const list = (items: Html[]): Html => html`${items.map((item, index) => html`${index > 0 && ', '}${item}`)}`;
