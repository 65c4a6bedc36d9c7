import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import type { Report } from '#core/report';
import { github } from '#reporters/github';
import { json } from '#reporters/json';
import { junit } from '#reporters/junit';
import { reportPage } from '#reporters/html/report-page';
import { text } from '#reporters/text';
import { runDrift } from '#ring2/drift/run';
import { reportSchema } from '#ring2/drift/schemas/report-schema';
import { parseTarget } from '#ring2/drift/targets';
import { lyingTarget, queueOf } from '#ring2/drift/testing/lying-target';

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(reportSchema);
const problems = (report: unknown) => (validate(report) ? [] : validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`));

// One of everything: drift, excused drift, noise, a gap, agreement, and an allowance that has expired.
let schedulings = 0;
const liar = lyingTarget({ ...parseTarget('emulator:tcp'), lacks: ['deferred'] }, {
  entities: queueOf({ lockDuration: 'PT30S' }),
  driver: (honest) => ({ schedule: async (entity, message, at) => honest.schedule(entity, message, at + (schedulings += 1) * 60_000) }),
});
const entry = { owner: '@asad', reason: 'old <image>', link: 'https://example.com/1', line: 3 };
const report = await runDrift({
  left: liar, right: parseTarget('emulator:tcp'), payloads: [], scenarios: 'peek-lock-complete,renew-extends-from-now,scheduled-by-send-waits-until-due,schedule-and-cancel,defer-and-receive-by-number,receive-unknown-entity',
  allowances: { file: 'drift-allow.json', today: '2026-03-01', entries: [
    { ...entry, scenario: 'renew-extends-from-now', path: 'facts.lockedUntil', expires: '2026-04-01' }, { ...entry, scenario: 'peek-lock-complete', path: 'outcome', expires: '2026-02-01' },
  ] },
});
const printed = () => JSON.parse(json(report)) as Report;

test('one of everything is there', () => {
  expect(report.results.map(({ name, outcome, excused }) => `${name} ${excused ? 'excused' : outcome}`)).toEqual([
    'defer-and-receive-by-number inconclusive', 'peek-lock-complete failed', 'receive-unknown-entity passed', 'renew-extends-from-now excused',
    'schedule-and-cancel inconclusive', 'scheduled-by-send-waits-until-due failed', 'expired allowance of peek-lock-complete, outcome failed',
  ]);
});

test('what --json prints is what the schema says', () => {
  expect(problems(printed())).toEqual([]);
});

test.each<[string, (report: Report) => void, string]>([
  ['another version', (one) => Object.assign(one, { schemaVersion: 2 }), '/schemaVersion must be equal to constant'],
  ['a kind that does not exist', (one) => Object.assign((one.results[1]?.details?.['findings'] as object[])[0] ?? {}, { kind: 'odd' }), '/results/1/details/findings/0/kind must be equal to one of the allowed values'],
  ['a finding without fingerprint', (one) => Object.assign((one.results[1]?.details?.['findings'] as object[])[0] ?? {}, { fingerprint: '' }), '/results/1/details/findings/0/fingerprint must match pattern "^[a-z0-9]+(-[a-z0-9]+)*:[0-9a-f]{12}$"'],
  ['a count left out', (one) => delete one.counts['excused'], "/counts must have required property 'excused'"],
])('the schema refuses %s', (_name, spoil, problem) => {
  const spoilt = printed();
  spoil(spoilt);
  expect(problems(spoilt)).toEqual([problem]);
});

test('the terminal counts what is good and shows the rest', () => {
  const lines = text(report, { color: false }).split('\n');
  expect(lines.filter((line) => /^\S/.test(line))).toEqual([
    'limits  1 passed', 'locks   1 passed, 1 failed', 'order   1 failed, 2 inconclusive', 'policy  1 failed',
    ...report.notes ?? [], 'failed: 2 passed, 2 failed, 2 inconclusive, 0 gaps, 2 excused',
  ]);
  expect(lines).toContain('  ~ renew-extends-from-now');
  expect(lines).toContain('        Excused until 2026-04-01 by @asad: old <image> (https://example.com/1)');
  expect(lines).toContain("      ringproof drift --left 'a lying bus' --right emulator:tcp --scenario peek-lock-complete");
});

test('JUnit: excused is skipped with who answers for it, drift a failure, the rest of its kind', () => {
  const xml = junit(report);
  expect(xml).toContain('tests="7" failures="3" errors="2" skipped="1"');
  expect(xml).toMatch(/classname="ringproof\.drift\.locks" name="renew-extends-from-now"><skipped [^>]*>[^<]*Excused until 2026-04-01 by @asad: old &#60;image&#62;/);
});

test('Markdown shows the worst first and folds the rest', () => {
  const rows = github(report).split('\n').filter((line) => /^\| [✅❌❔🟡]/u.test(line)).map((line) => line.split(' | ').slice(0, 2).join(' '));
  expect(rows).toEqual([
    '| ❌ peek-lock-complete', '| ❌ scheduled-by-send-waits-until-due', '| ❌ expired allowance of peek-lock-complete, outcome',
    '| ❔ defer-and-receive-by-number', '| ❔ schedule-and-cancel', '| 🟡 renew-extends-from-now',
  ]);
  const many = { ...report, results: Array.from({ length: 50 }, (_, at) => ({ name: `n${at}`, group: 'g', outcome: 'failed' as const })) };
  expect(github(many)).toContain('and 30 more');
});

test('the page has both transcripts of what differs, the first difference lit up, and no script', () => {
  const page = reportPage(report);
  expect(page.match(/first difference/g)).toHaveLength(4);
  expect(page).toContain('<mark>the first instant + 30000 ms (± 2000 ms)</mark>');
  expect(page).toContain('old &#60;image&#62;');
  expect(page).not.toMatch(/<script|<link|src=/);
});
