import { type Json, isObject } from '#core/json';
import type { Report, Result } from '#core/report';
import { groupsOf } from '#reporters/groups';
import { escape } from '#reporters/html/escape';
import type { Arrow } from '#reporters/html/model';
import { grouped } from '#reporters/html/grouped';
import { sequence } from '#reporters/html/sequence';
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
  const steps = arrowsIn(details);
  const picture = steps ? `<details><summary>${steps.length} steps</summary><div class="scroll">${sequence({ name, steps })}</div></details>` : '';
  return [escape(name), mark(outcome), why(reasons) + picture + facts(Object.fromEntries(Object.entries(details ?? {}).filter(([name]) => !steps || (name !== 'steps' && name !== 'picture'))))];
}

/** The arrows of a sequence picture in a result's details, when it has them. */
function arrowsIn(details: Result['details']): Arrow[] | undefined {
  const steps = details?.['steps'];
  const isArrow = (step: Json) => isObject(step) && ['from', 'to', 'what'].every((name) => typeof step[name] === 'string') && typeof step['at'] === 'number';
  return Array.isArray(steps) && steps.length > 0 && steps.every(isArrow) ? (steps as unknown as Arrow[]) : undefined;
}

/** Plain facts as they are; what has parts is folded away. */
function facts(details: Record<string, Json>): string {
  return Object.entries(details).map(([name, value]) => {
    if (typeof value !== 'object' || value === null) return `<p class="soft">${escape(name)}: ${escape(String(value))}</p>`;
    return `<details><summary>${escape(name)}</summary><pre class="scroll">${escape(JSON.stringify(value, null, 2))}</pre></details>`;
  }).join('\n');
}
