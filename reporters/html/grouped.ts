import type { Mismatch } from '#core/mismatch';
import type { Result } from '#core/report';
import { type Group, groupSentence } from '#reporters/groups';
import { escape } from '#reporters/html/escape';
import { sideBySide, sidesIn } from '#reporters/html/side-by-side';
import { mark, table } from '#reporters/html/table';

/** A long report: first what somebody should look at, in full; then all groups, what is good by name only. */
export function grouped(groups: readonly Group[]): string {
  const notable = groups.flatMap((group) => group.notable).sort(worstFirst);
  const [head] = notable;
  return `${head ? `<h2>To look at</h2>
${table(['check', 'outcome', 'differences'], notable.map((one, at) => [`<a href="#r${at}">${escape(one.name)}</a>`, standing(one), differenceCount(one)]))}
${notable.map(section).join('\n')}` : ''}
<h2>All groups</h2>
${table(['group', '', 'passed'], groups.map((group) => [escape(group.name), groupSentence(group), names(group)]))}`;
}

const ORDER = { failed: 0, inconclusive: 1, passed: 2 } as const;
const worstFirst = (a: Result, b: Result) => ORDER[a.outcome] - ORDER[b.outcome];
const standing = ({ outcome, excused = [] }: Result) => (outcome === 'passed' && excused.length > 0 ? '<span class="maybe">excused</span>' : mark(outcome));
const differenceCount = ({ mismatches = [], excused = [] }: Result) =>
  [...(mismatches.length > 0 ? [`${mismatches.length}`] : []), ...(excused.length > 0 ? [`${excused.length} excused`] : [])].join(', ');
const names = ({ good }: Group) => (good.length === 0 ? '' : `<details><summary>${good.length}</summary><p class="names">${good.map(({ name }) => escape(name)).join('<br>')}</p></details>`);

function section(result: Result, at: number): string {
  const { name, reason, mismatches = [], excused = [], details } = result;
  const sides = sidesIn(details);
  const expects = details?.['expects'];
  return `<section id="r${at}"><h3>${escape(name)} ${standing(result)}</h3>
${typeof expects === 'string' && !reason?.startsWith(expects) ? `<p class="soft">${escape(expects)}</p>` : ''}${(reason ?? '').split('\n').filter(Boolean).map((line) => `<p>${inCode(line)}</p>`).join('')}
${[...mismatches, ...excused].map(difference).join('\n')}${sides ? sideBySide(sides) : ''}</section>`;
}

function difference({ path, code, expected, actual, advice }: Mismatch): string {
  const lines = advice.split('\n').filter(Boolean).map((line) => `<li>${escape(line)}</li>`);
  return `<div class="difference"><p><strong>${escape(path || code)}</strong></p>
<dl><dt>expected</dt><dd>${escape(expected)}</dd><dt>actual</dt><dd><mark>${escape(actual)}</mark></dd></dl><ul class="why">${lines.join('')}</ul></div>`;
}

/** A line to copy is shown as one. */
const inCode = (line: string) => (line.startsWith('ringproof ') ? `<code>${escape(line)}</code>` : escape(line));
