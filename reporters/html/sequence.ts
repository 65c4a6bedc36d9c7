import { escape } from '#reporters/html/escape';
import type { Arrow } from '#reporters/html/model';

/** Wide enough for its labels, narrow enough that the usual seven fit the page. */
const COLUMN = 150;
const ROW = 34;
const TOP = 46;

/** A journey as a sequence picture (SVG): who said what to whom, in order. */
export function sequence({ name, steps }: { name: string; steps: readonly Arrow[] }): string {
  const participants = [...new Set(steps.flatMap(({ from, to }) => [from, to]))];
  const x = (who: string) => participants.indexOf(who) * COLUMN + COLUMN / 2 + 50;
  const width = participants.length * COLUMN + 60;
  const height = TOP + steps.length * ROW + 30;
  const lanes = participants.map((who) => `<line class="lane" x1="${x(who)}" y1="${TOP - 14}" x2="${x(who)}" y2="${height - 10}"/>
<text class="who" x="${x(who)}" y="20" text-anchor="middle">${escape(who)}</text>`);
  const arrows = steps.map((step, index) => arrow(step, TOP + index * ROW + 22, x));
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Sequence of ${escape(name)}">
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>
${lanes.join('\n')}
${arrows.join('\n')}
</svg>`;
}

function arrow({ from, to, what, at }: Arrow, y: number, x: (who: string) => number): string {
  const time = `<text class="time" x="4" y="${y}">${Math.round(at)} ms</text>`;
  if (from === to) return `${time}<text class="what" x="${x(from) + 8}" y="${y}">${escape(what)}</text><circle cx="${x(from)}" cy="${y - 4}" r="4"/>`;
  const middle = (x(from) + x(to)) / 2;
  return `${time}<text class="what" x="${middle}" y="${y - 5}" text-anchor="middle">${escape(what)}</text>
<line class="arrow" x1="${x(from)}" y1="${y}" x2="${x(to)}" y2="${y}" marker-end="url(#head)"/>`;
}
