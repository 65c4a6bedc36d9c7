import type { Verdict } from '#core/outcome';
import type { Report, Result } from '#core/report';
import { countsSentence, mismatchSentence } from '#reporters/words';

const MARK: Record<Verdict, string> = { passed: '✓', failed: '✗', inconclusive: '?' };
const COLOR: Record<Verdict, string> = { passed: '\x1b[32m', failed: '\x1b[31m', inconclusive: '\x1b[33m' };

/** The report as a person reads it in a terminal. */
export function text(report: Report, { color }: { color: boolean }): string {
  const paint = (verdict: Verdict, words: string) => (color ? `${COLOR[verdict]}${words}\x1b[0m` : words);
  const lines = report.results.flatMap((result) => [`${paint(result.outcome, MARK[result.outcome])} ${plain(`${result.name}${inline(result)}`)}`, ...reasons(result).map(plain)]);
  const counts = countsSentence(report);
  const file = report.details?.['report'];
  const written = typeof file === 'string' ? [`report: ${plain(file)}`] : [];
  return `${[...lines, `${paint(report.outcome, report.outcome)}${counts ? `: ${counts}` : ''}`, ...written].join('\n')}\n`;
}

// What a foreign service said must not move the cursor or colour the terminal.
const plain = (words: string) => words.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '�');
const inline = ({ details }: Result) => (typeof details?.['summary'] === 'string' ? `  ${details['summary']}` : '');

function reasons({ reason, mismatches = [] }: Result): string[] {
  return [...(reason ? reason.split('\n') : []), ...mismatches.map(mismatchSentence)].map((line) => `    ${line}`);
}
