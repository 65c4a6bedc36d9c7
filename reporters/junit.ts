import type { Report, Result } from '#core/report';
import { mismatchSentence } from '#reporters/words';

/**
 * The report as JUnit XML. `inconclusive` is an `<error>`: CI must not take it for green or for skipped. What is excused is
 * `<skipped>`, with who answers for it: no failure, and not proven either.
 */
export function junit(report: Report): string {
  const failures = report.results.filter(({ outcome }) => outcome === 'failed').length;
  const errors = report.results.filter(({ outcome }) => outcome === 'inconclusive').length;
  const skipped = report.results.filter(isExcused).length;
  const cases = report.results.map((result) => testcase(report.verb, result)).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="ringproof" tests="${report.results.length}" failures="${failures}" errors="${errors}" skipped="${skipped}">
<testsuite name="${escape(report.verb)}" tests="${report.results.length}" failures="${failures}" errors="${errors}" skipped="${skipped}">
${cases}
</testsuite>
</testsuites>
`;
}

function testcase(verb: string, result: Result): string {
  const { name, group, outcome, reason, mismatches = [], excused = [] } = result;
  const open = `<testcase classname="ringproof.${escape(verb)}${group ? `.${escape(group)}` : ''}" name="${escape(name)}"`;
  if (outcome === 'passed' && !isExcused(result)) return `${open}/>`;
  const tag = isExcused(result) ? 'skipped' : outcome === 'failed' ? 'failure' : 'error';
  const words = [...(reason ? [reason] : []), ...[...mismatches, ...excused].map(mismatchSentence)].join('\n');
  return `${open}><${tag} message="${escape(words.split('\n')[0] ?? outcome)}">${escape(words)}</${tag}></testcase>`;
}

const isExcused = ({ outcome, excused = [] }: Result): boolean => outcome === 'passed' && excused.length > 0;

// Control characters are not allowed in XML 1.0, not even escaped.
 
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;
const escape = (words: string) => words.replace(FORBIDDEN, '�').replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
