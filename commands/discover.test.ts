import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import record from '#commands/record';
import { room } from '#commands/testing/call';
import { loadContract } from '#contracts/load';
import { type HttpStub, startHttpStub } from '#stubs/http/stub';

let provider: HttpStub;
beforeAll(async () => {
  provider = await startHttpStub({ contract: await loadContract('cli--backend') });
});
afterAll(() => provider.stop());

const asking = (source: string) => ['--', process.execPath, '-e', source];
const WHO = `await fetch('https://api.tracebloc.io/userinfo/', { headers: { authorization: 'Bearer s3cret' } })`;

it('a consumer that nobody described yet: its calls reach the provider, and a draft is written once', async () => {
  using here = room();
  const words = ['web--backend', '--discover', '--upstream', provider.url, ...asking(WHO)];
  expect((await here.call(record, ...words)).results).toMatchObject([{ outcome: 'passed', details: { summary: '1 interaction(s) to review, from 1 call(s)' } }]);
  const text = readFileSync(join(here.cwd, 'contracts/web--backend.ts'), 'utf8');
  expect(text).toContain(`description: 'GET /userinfo/ → 200'`);
  expect(text).toContain('account_id: integer(1)');
  expect(text).not.toContain('s3cret');
  await expect(here.call(record, ...words)).rejects.toMatchObject({ code: 'RP_FILE_UNWRITABLE' });
});

it.each([
  ['asks nobody', ['--upstream', 'x', ...asking('0')], 'RP_DISCOVER_NOTHING'],
  ['fails', ['--upstream', 'x', ...asking('process.exit(3)')], 'RP_CONSUMER_FAILED'],
  ['is not named', [], 'RP_USAGE_MISSING'],
])('a consumer that %s: nothing is written', async (_, words, code) => {
  using here = room();
  await expect(here.call(record, 'web--backend', '--discover', ...words)).rejects.toMatchObject({ code });
  expect(existsSync(join(here.cwd, 'contracts'))).toBe(false);
});
