import { type Html, html } from '#broker/pages/html';
import { type Edge, layoutOf } from '#broker/pages/network-layout';
import type { Outcome } from '#broker/pages/words';
import { paths } from '#broker/rules/paths';

const [WIDTH, HEIGHT, GAP, ROW] = [180, 28, 90, 40];

/** Who asks whom, as a picture (SVG); each application and each line leads to its page. */
export function network(edges: readonly (Edge & { outcome: Outcome })[]): Html {
  const { nodes, routes, columns, rows } = layoutOf(edges);
  const outcomes = new Map(edges.map((edge) => [edge as Edge, edge.outcome]));
  const x = (column: number) => 4 + column * (WIDTH + GAP);
  const y = (row: number) => 4 + row * ROW + HEIGHT / 2;
  const [width, height] = [x(columns - 1) + WIDTH + 4, rows * ROW + 4];
  const lines = routes.map(({ edge, slots: [first, ...others] }) => {
    const start = first ? `M${x(first.column) + WIDTH} ${y(first.row)}` : '';
    const bends = others.map((slot, index) => {
      const before = index === 0 ? first : others[index - 1];
      const [x0, y0, x1, y1] = [x(before?.column ?? 0) + WIDTH, y(before?.row ?? 0), x(slot.column), y(slot.row)];
      return `C${x0 + GAP / 2} ${y0} ${x1 - GAP / 2} ${y1} ${x1} ${y1}${index < others.length - 1 ? `H${x1 + WIDTH}` : ''}`;
    });
    return html`<path class="${outcomes.get(edge) ?? 'unknown'}" d="${start}${bends.join('')}"><title>${edge.from} asks ${edge.to}</title></path>\n`;
  });
  const names = nodes.map(({ name, column, row }) => html`<a href="${paths.pacticipant(name)}"><title>${name}</title><rect x="${x(column)}" y="${y(row) - HEIGHT / 2}" width="${WIDTH}" height="${HEIGHT}" rx="6"/><text x="${x(column) + 10}" y="${y(row) + 5}">${shortened(name)}</text></a>\n`);
  return html`<div class="scroll"><svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="Network of applications">${lines}${names}</svg></div>`;
}

const ROOM = 21;

/** As much of a name as its box holds; signs beyond ASCII may be twice as wide. */
function shortened(name: string): string {
  let used = 0;
  const signs = [...name.slice(0, 2 * ROOM)];
  const end = signs.findIndex((sign) => (used += /[\u0020-\u007e]/.test(sign) ? 1 : 2) > ROOM);
  return end < 0 ? name : `${signs.slice(0, end - 1).join('')}…`;
}
