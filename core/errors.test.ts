import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RingproofError, reasonOf } from '#core/errors';
import { errorsPage } from '../tools/errors-page.ts';

it('docs/errors.md says exactly what the table says', () => {
  expect(readFileSync('docs/errors.md', 'utf8')).toBe(errorsPage());
});

describe('an error', () => {
  it('fills its template and its advice, and carries its exit code', () => {
    const error = new RingproofError('RP_USAGE_VERB', { verb: 'recrod', nearest: 'record' });
    expect(error.message).toBe('There is no verb "recrod".');
    expect(error.advice).toContain('Did you mean "record"?');
    expect(error.exitCode).toBe(2);
  });
  it('gives the reason of anything thrown, causes included', () => {
    expect(reasonOf(new Error('fetch failed', { cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }) }))).toBe('fetch failed: ECONNREFUSED connect');
    expect(reasonOf('text')).toBe('text');
  });
});
