import { type Json, isObject } from '#core/json';
import type { Report, Result } from '#core/report';
import { groupsOf } from '#reporters/groups';
import { escape } from '#reporters/html/escape';
import { grouped } from '#reporters/html/grouped';
import { style } from '#reporters/html/style';
import { mark, table, why } from '#reporters/html/table';
import { countsSentence, mismatchSentence } from '#reporters/words';

/** Any verb's report as one self-contained page: no scripts, no requests, opens from disk. */
export function reportPage(report: Report): string {
  const { verb, outcome, results, notes = [], details } = report;
  const groups = groupsOf(results);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>ringproof ${escape(verb)}: ${outcome}</title><style>${style}</style></head><body>
<h1>ringproof ${escape(verb)} <span class="verdict ${outcome}">${outcome}</span></h1>
<p class="soft">${escape(countsSentence(report))}</p>
${sidesOf(details)}${groups ? grouped(groups) : table(['check', 'outcome', 'because'], results.map(row))}
${notes.length > 0 ? `<h2>Notes</h2>${why(notes)}` : ''}
${details ? `<h2>Details</h2>${facts(details)}` : ''}
</body></html>
`;
}

/** A report about two sides says first which they were. */
function sidesOf(details: Report['details']): string {
  const names = ['left', 'right'].map((side) => {
    const value = details?.[side];
    return isObject(value) && typeof value['name'] === 'string' ? value['name'] : undefined;
  });
  const [left, right] = names;
  return left && right ? `<p>${escape(left)} against ${escape(right)}</p>` : '';
}

function row({ name, outcome, reason, mismatches = [], details }: Result): string[] {
  const reasons = [...(reason ? reason.split('\n') : []), ...mismatches.map(mismatchSentence)];
  return [escape(name), mark(outcome), why(reasons) + (details ? facts(details) : '')];
}

/** Plain facts as they are; what has parts is folded away. */
function facts(details: Record<string, Json>): string {
  return Object.entries(details).map(([name, value]) => {
    if (typeof value !== 'object' || value === null) return `<p class="soft">${escape(name)}: ${escape(String(value))}</p>`;
    return `<details><summary>${escape(name)}</summary><pre class="scroll">${escape(JSON.stringify(value, null, 2))}</pre></details>`;
  }).join('\n');
}
