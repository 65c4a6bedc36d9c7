import type { Verdict } from '#core/outcome';
import { escape } from '#reporters/html/escape';

/** A table that scrolls by itself on a small screen. Cells are HTML. */
export const table = (head: string[], rows: string[][]): string => `<div class="scroll"><table><thead><tr>${head.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>
<tbody>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')}</tbody></table></div>`;

/** A verdict in its colour. */
export const mark = (verdict: Verdict | 'yes' | 'no' | 'unknown'): string => `<span class="${verdict}">${verdict}</span>`;

/** Reasons as a list, or nothing. */
export const why = (reasons: string[]): string => (reasons.length === 0 ? '' : `<ul class="why">${reasons.map((one) => `<li>${escape(one)}</li>`).join('')}</ul>`);
