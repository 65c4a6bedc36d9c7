import type { Mismatch } from '#core/mismatch';
import type { Report } from '#core/report';

/** What is different, without the advice: which interaction, where, expected, actual. */
export function differenceSentence({ code, contract, interaction, path, expected, actual }: Mismatch): string {
  const place = path === '' ? code : `${code} ${path}`;
  return `${contract && `${contract} `}"${interaction}": ${place} should be ${expected}, was ${actual}`;
}

/** One mismatch as a sentence, with what to do about it. */
export const mismatchSentence = (mismatch: Mismatch): string => `${differenceSentence(mismatch)}${mismatch.advice ? `. ${mismatch.advice}` : ''}`;

export const countsSentence = (report: Pick<Report, 'counts'>): string =>
  Object.entries(report.counts).map(([name, count]) => `${count} ${name}`).join(', ');
