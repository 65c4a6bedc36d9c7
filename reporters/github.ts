import type { Report } from '#core/report';
import { countsSentence, mismatchSentence } from '#reporters/words';

const MARK = { passed: '✅', failed: '❌', inconclusive: '❔' } as const;

/** The report as Markdown, for a GitHub step summary or a pull request. */
export function github(report: Report): string {
  const rows = report.results.map(({ name, outcome, reason = '', mismatches = [] }) => {
    const why = [reason, ...mismatches.map(mismatchSentence)].filter(Boolean).map(cell).join('<br>');
    return `| ${MARK[outcome]} | ${cell(name)} | ${why} |`;
  });
  return `### ringproof ${report.verb}: ${report.outcome}\n\n${countsSentence(report)}\n\n| | check | reason |\n|---|---|---|\n${rows.join('\n')}\n\n`;
}

const cell = (words: string) => words.replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/\|/g, '\\|').replace(/\n/g, '<br>');
