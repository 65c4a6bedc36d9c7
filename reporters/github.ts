import type { Report, Result } from '#core/report';
import { type Group, groupSentence, groupsOf } from '#reporters/groups';
import { countsSentence, mismatchSentence } from '#reporters/words';

const MARK = { passed: '✅', failed: '❌', inconclusive: '❔' } as const;
const EXCUSED = '🟡';

/** A step summary may have 1 MiB; a person reads less. */
const MOST = 20;

/** The report as Markdown, for a GitHub step summary or a pull request. In a report with groups, what is plainly good is only counted. */
export function github(report: Report): string {
  const groups = groupsOf(report.results);
  const shown = groups ? groups.flatMap(({ notable }) => notable).sort(worstFirst) : report.results;
  const rows = groups ? shown.slice(0, MOST) : shown;
  const more = shown.length - rows.length;
  const table = rows.length > 0 ? [`| | check | reason |\n|---|---|---|\n${rows.map(row).join('\n')}`] : [];
  return `${[
    `### ringproof ${report.verb}: ${report.outcome}`, countsSentence(report), ...table, ...(more > 0 ? [`and ${more} more: see the report.`] : []),
    ...(groups ? [countsOf(groups)] : []), ...(report.notes?.length ? [folded('Notes', report.notes.map((note) => `- ${inline(note)}`).join('\n'))] : []),
  ].join('\n\n')}\n\n`;
}

const ORDER = { failed: 0, inconclusive: 1, passed: 2 } as const;
const worstFirst = (a: Result, b: Result) => ORDER[a.outcome] - ORDER[b.outcome];

function row({ name, outcome, reason = '', mismatches = [], excused = [] }: Result): string {
  const why = [reason, ...[...mismatches, ...excused].map(mismatchSentence)].filter(Boolean).map(cell).join('<br>');
  return `| ${outcome === 'passed' && excused.length > 0 ? EXCUSED : MARK[outcome]} | ${cell(name)} | ${why} |`;
}

const countsOf = (groups: readonly Group[]): string =>
  folded('All groups', `| group | |\n|---|---|\n${groups.map((group) => `| ${cell(group.name)} | ${groupSentence(group)} |`).join('\n')}`);

const folded = (summary: string, body: string): string => `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;

const inline = (words: string) => words.replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const cell = (words: string) => inline(words).replace(/\|/g, '\\|').replace(/\n/g, '<br>');
