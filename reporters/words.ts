import type { Mismatch } from '#core/mismatch';
import type { Report } from '#core/report';

/** One mismatch as a sentence: which interaction, where, expected, actual, advice. */
export function mismatchSentence({ code, contract, interaction, path, expected, actual, advice }: Mismatch): string {
  const place = path === '' ? code : `${code} ${path}`;
  return `${contract} "${interaction}": ${place} should be ${expected}, was ${actual}${advice ? `. ${advice}` : ''}`;
}

export const countsSentence = (report: Report): string =>
  Object.entries(report.counts).map(([name, count]) => `${count} ${name}`).join(', ');
