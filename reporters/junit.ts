import type { Report, Result } from '#core/report';
import { mismatchSentence } from '#reporters/words';

/** The report as JUnit XML. `inconclusive` is an `<error>`: CI must not take it for green or for skipped. */
export function junit(report: Report): string {
  const failures = report.results.filter(({ outcome }) => outcome === 'failed').length;
  const errors = report.results.filter(({ outcome }) => outcome === 'inconclusive').length;
  const cases = report.results.map((result) => testcase(report.verb, result)).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="ringproof" tests="${report.results.length}" failures="${failures}" errors="${errors}">
<testsuite name="${escape(report.verb)}" tests="${report.results.length}" failures="${failures}" errors="${errors}">
${cases}
</testsuite>
</testsuites>
`;
}

function testcase(verb: string, { name, outcome, reason, mismatches = [] }: Result): string {
  const open = `<testcase classname="ringproof.${escape(verb)}" name="${escape(name)}"`;
  if (outcome === 'passed') return `${open}/>`;
  const tag = outcome === 'failed' ? 'failure' : 'error';
  const words = [...(reason ? [reason] : []), ...mismatches.map(mismatchSentence)].join('\n');
  return `${open}><${tag} message="${escape(words.split('\n')[0] ?? outcome)}">${escape(words)}</${tag}></testcase>`;
}

// Control characters are not allowed in XML 1.0, not even escaped.
 
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;
const escape = (words: string) => words.replace(FORBIDDEN, '�').replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
