import { expect, it } from 'vitest';
import type { Report } from '#core/report';
import { github } from '#reporters/github';
import { json } from '#reporters/json';
import { junit } from '#reporters/junit';
import { reportPage } from '#reporters/html/report-page';
import { text } from '#reporters/text';

const report: Report = {
  schemaVersion: 1, verb: 'verify', outcome: 'failed', counts: { passed: 1, failed: 1, inconclusive: 1 }, exit: 1,
  results: [
    { name: 'a <good> one', outcome: 'passed' },
    { name: 'a bad one', outcome: 'failed', mismatches: [{ code: 'body', contract: 'sdk--backend', interaction: 'login', path: '$.token', expected: 'a string', actual: '1|2', advice: '' }] },
    { name: 'a mute one', outcome: 'inconclusive', reason: 'provider down' },
  ],
};

it('text names interaction and path of every mismatch and gives every reason', () => {
  expect(text(report, { color: false })).toBe(`✓ a <good> one
✗ a bad one
    sdk--backend "login": body $.token should be a string, was 1|2
? a mute one
    provider down
failed: 1 passed, 1 failed, 1 inconclusive
`);
});

it('text ends with where a report was written', () => {
  expect(text({ ...report, details: { report: '/tmp/x.html' } }, { color: false })).toMatch(/\nreport: \/tmp\/x\.html\n$/);
});

it('JUnit counts inconclusive as an error: never green, never skipped', () => {
  const xml = junit(report);
  expect(xml).toContain('tests="3" failures="1" errors="1"');
  expect(xml).toContain('<testcase classname="ringproof.verify" name="a &#60;good&#62; one"/>');
  expect(xml).toContain('<error message="provider down">');
});

it('JUnit holds no character that XML 1.0 forbids', () => {
  expect(junit({ ...report, results: [{ name: 'bell \u0007', outcome: 'passed' }] })).not.toContain('\u0007');
});

it('Markdown keeps its table whole whatever the values hold', () => {
  const rows = github(report).split('\n').filter((line) => line.startsWith('| '));
  expect(rows).toHaveLength(4);
  expect(rows[2]).toContain('1\\|2');
});

it('JSON is the envelope without the exit code', () => {
  expect(JSON.parse(json(report))).not.toHaveProperty('exit');
});

it('the page is whole by itself and shows values as text', () => {
  const page = reportPage(report);
  expect(page).toContain('a &#60;good&#62; one');
  expect(page).toContain('$.token should be a string, was 1|2');
  expect(page).toContain('provider down');
  expect(page).not.toMatch(/<script|<link|src=|https?:/);
});

it('text lets no control character of a foreign service through', () => {
  expect(text({ ...report, results: [{ name: 'x', outcome: 'failed', reason: '\u001b[31mred\u0007' }] }, { color: false })).toContain('    �[31mred�');
});
