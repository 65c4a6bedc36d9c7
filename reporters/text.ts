import type { Mismatch } from '#core/mismatch';
import type { Verdict } from '#core/outcome';
import type { Report, Result } from '#core/report';
import { groupSentence, groupsOf } from '#reporters/groups';
import { countsSentence, differenceSentence } from '#reporters/words';

const MARK: Record<Verdict, string> = { passed: '✓', failed: '✗', inconclusive: '?' };
const EXCUSED = '~';
const COLOR: Record<Verdict, string> = { passed: '\x1b[32m', failed: '\x1b[31m', inconclusive: '\x1b[33m' };

/** In a long report one result must not push the others from the screen. */
const MOST = 3;

/** The report as a person reads it in a terminal. In a report with groups, what is plainly good is only counted. */
export function text(report: Report, { color }: { color: boolean }): string {
  const paint = (verdict: Verdict, words: string) => (color ? `${COLOR[verdict]}${words}\x1b[0m` : words);
  const lines = (result: Result, most = Infinity) => {
    const mark = result.outcome === 'passed' && result.excused ? paint('inconclusive', EXCUSED) : paint(result.outcome, MARK[result.outcome]);
    return [`${mark} ${plain(`${result.name}${inline(result)}`)}`, ...reasons(result, most).map(plain), ...picture(result).map(plain)];
  };
  const groups = groupsOf(report.results);
  const width = Math.max(0, ...(groups ?? []).map(({ name }) => name.length));
  const body = groups
    ? groups.flatMap((group) => [plain(`${group.name.padEnd(width)}  ${groupSentence(group)}`), ...group.notable.flatMap((result) => lines(result, MOST)).map((line) => `  ${line}`)])
    : report.results.flatMap((result) => lines(result));
  const counts = countsSentence(report);
  const file = report.details?.['report'];
  const written = typeof file === 'string' ? [`report: ${plain(file)}`] : [];
  return `${[...body, ...(report.notes ?? []).map(plain), `${paint(report.outcome, report.outcome)}${counts ? `: ${counts}` : ''}`, ...written].join('\n')}\n`;
}

// What a foreign service said must not move the cursor or colour the terminal.
const plain = (words: string) => words.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '�');
const inline = ({ details }: Result) => (typeof details?.['summary'] === 'string' ? `  ${details['summary']}` : '');

/** Lines that a result brings along to be shown as they are, such as the steps of a journey. */
function picture({ details }: Result): string[] {
  const lines = details?.['picture'];
  return Array.isArray(lines) ? lines.map((line) => `      ${typeof line === 'string' ? line : ''}`) : [];
}

function reasons({ reason, mismatches = [], excused = [] }: Result, most: number): string[] {
  const all = [...mismatches, ...excused];
  const more = all.length > most ? [`and ${all.length - most} more: see --report FILE.html`] : [];
  return [...(reason ? reason.split('\n') : []), ...all.slice(0, most).flatMap(mismatchLines), ...more].map((line) => `    ${line}`);
}

const mismatchLines = (mismatch: Mismatch): string[] => [differenceSentence(mismatch), ...mismatch.advice.split('\n').filter(Boolean).map((line) => `  ${line}`)];
