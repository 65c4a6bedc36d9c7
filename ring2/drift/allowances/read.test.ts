import { describe, expect, test } from 'vitest';
import { RingproofError } from '#core/errors';
import { readAllowances } from '#ring2/drift/allowances/read';

const TODAY = '2026-03-01';
const ENTRY = { scenario: 'peek-lock-complete', path: 'facts.lockedUntil', owner: '@asad', reason: 'the image is old', link: 'https://example.com/42', expires: '2026-05-30' };
/** One field a line, so that lines can be told: the document's first entry begins on line 3. */
const textOf = (...entries: object[]) => `${JSON.stringify({ allow: entries }, null, 2)}\n`;
const read = (text: string) => readAllowances(text, 'drift-allow.json', TODAY);

test('an entry is read with the line it stands on', () => {
  expect(read(textOf(ENTRY, { ...ENTRY, path: 'outcome' }))).toEqual([{ ...ENTRY, line: 3 }, { ...ENTRY, path: 'outcome', line: 11 }]);
});

test('no entry at all, and a schema for the editor, are fine', () => {
  expect(read('{ "$schema": "./drift-allow.schema.json", "allow": [] }')).toEqual([]);
});

test('one that has expired is read: it is the policy that refuses it', () => {
  expect(read(textOf({ ...ENTRY, expires: '2026-02-28' }))).toHaveLength(1);
});

test.each([
  [{ expires: '2026-05-30' }], [{ since: '2026-02-01', expires: '2026-05-02' }], [{ scenario: 'session-*', wide: true }],
  [{ fingerprint: 'peek-lock-complete:0123456789ab' }], [{ target: 'emulator:ws' }],
])('%j is fine', (changes) => {
  expect(read(textOf({ ...ENTRY, ...changes }))).toHaveLength(1);
});

describe('a mistake is told by line and field', () => {
  const gone = undefined;
  test.each<[string, object, number, string]>([
    ['a misspelt field', { raeson: 'x' }, 10, 'allow[0].raeson is not a field of an allow-list.'],
    ['no owner', { owner: gone }, 3, 'allow[0] needs owner.'],
    ['an empty reason', { reason: ' ' }, 7, 'allow[0].reason must match pattern "\\S".'],
    ['a link that is none', { link: 'PROJ-1' }, 8, 'allow[0].link must match pattern "^https?://\\S+$".'],
    ['no link', { link: gone }, 3, 'allow[0] needs link.'],
    ['no end', { expires: gone }, 3, 'allow[0] needs expires.'],
    ['nothing that it excuses', { path: gone }, 3, 'allow[0] needs a fingerprint, a step or a path.'],
    ['a day that no calendar has', { expires: '2026-02-30' }, 9, 'allow[0].expires is "2026-02-30", which is no day.'],
    ['a date in another form', { expires: '30.5.2026' }, 9, 'allow[0].expires must match pattern "^\\d{4}-\\d{2}-\\d{2}$".'],
    ['91 days from today', { expires: '2026-05-31' }, 9, 'allow[0].expires is 91 days after today; at most 90 are allowed.'],
    ['91 days from the day it was looked at', { since: '2026-01-01', expires: '2026-04-02' }, 9, 'allow[0].expires is 91 days after "since"; at most 90 are allowed.'],
    ['looked at tomorrow', { since: '2026-03-02' }, 10, 'allow[0].since is "2026-03-02", which is yet to come.'],
    ['a glob that does not say so', { scenario: 'session-*' }, 4, 'allow[0].scenario is "session-*", which reaches further than one scenario: say "wide": true, or name one.'],
    ['several scenarios that do not say so', { scenario: 'a,b' }, 4, 'allow[0].scenario is "a,b", which reaches further'],
    ['wide: false', { wide: false }, 10, 'allow[0].wide can only be true.'],
    ['the fingerprint of another scenario', { fingerprint: 'abandon-redelivers:0123456789ab' }, 10, 'allow[0].fingerprint is of another scenario than "peek-lock-complete".'],
    ['a fingerprint that is none', { fingerprint: 'peek-lock-complete' }, 10, 'allow[0].fingerprint must match pattern'],
  ])('%s', (_name, changes, line, problem) => {
    const thrown = () => read(textOf({ ...ENTRY, ...changes }));
    expect(thrown).toThrow(RingproofError);
    expect(thrown).toThrow(`drift-allow.json, line ${line}: ${problem}`);
  });

  test('in the second entry', () => {
    expect(() => read(textOf(ENTRY, { ...ENTRY, ownr: 'x' }))).toThrow('drift-allow.json, line 18: allow[1].ownr is not a field');
  });

  test.each([
    ['[]', 'line 1: the document must be object.'], ['{}', 'line 1: the document needs allow.'], ['{"allow": {}}', 'line 1: allow must be array.'],
    ['{\n"allow": [\n,]}', 'line 3: the text is no JSON: Unexpected ",".'], ['', 'line 1: the text is no JSON: Unexpected end of JSON.'],
    ['{"allow": ["x"]}', 'line 1: allow[0] must be object.'], ['{"allow":[],"alow":[]}', 'line 1: alow is not a field of an allow-list.'],
  ])('%s', (text, problem) => {
    expect(() => read(text)).toThrow(`drift-allow.json, ${problem}`);
  });
});
