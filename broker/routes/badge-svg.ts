/** A badge's colour, in the words of shields.io. */
export type Colour = 'brightgreen' | 'red' | 'orange' | 'lightgrey';

const HEX: Record<Colour, string> = { brightgreen: '#4c1', red: '#e05d44', orange: '#fe7d37', lightgrey: '#9f9f9f' };

/** Rendered here, so that a page with badges needs no other service and nobody learns who looks at it. */
export function badgeSvg(left: string, right: string, colour: Colour): string {
  const [a, b] = [widthOf(left), widthOf(right)];
  const text = (at: number, words: string) => `<text x="${at}" y="14" textLength="${widthOf(words) - 10}" lengthAdjust="spacingAndGlyphs">${escaped(words)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${a + b}" height="20" role="img" aria-label="${escaped(`${left}: ${right}`)}"><title>${escaped(`${left}: ${right}`)}</title>`
    + `<g shape-rendering="crispEdges"><rect width="${a}" height="20" fill="#555"/><rect x="${a}" width="${b}" height="20" fill="${HEX[colour]}"/></g>`
    + `<g fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">${text(a / 2, left)}${text(a + b / 2, right)}</g></svg>`;
}

/** In Verdana at 11 px a character is about 6.5 px wide; `textLength` makes it so in any other font. */
const widthOf = (words: string) => Math.round([...words].length * 6.5) + 10;

const MARKS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (mark) => MARKS[mark] ?? mark).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/gu, '\ufffd');
