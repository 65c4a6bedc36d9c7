import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import token from '#commands/broker/token';
import { userError, workplace } from '#commands/testing/cli';
import { room } from '#commands/testing/call';

const SECRET = /^rpt_[\w-]{43}\n$/;

it('makes a token that is shown once, lists it without its secret, and revokes it', async () => {
  using here = room();
  let shown = '';
  here.context.childOutput = (text) => { shown += text; };
  const made = await here.call(token, 'create', 'ci', '--role', 'write');
  expect(shown).toMatch(SECRET);
  const listed = await here.call(token, 'list');
  expect(listed.results).toMatchObject([{ name: 'ci', details: { role: 'write' } }]);
  expect(JSON.stringify([made, listed])).not.toContain(shown.trim());
  expect(readFileSync(join(here.cwd, '.ringproof', 'ledger.db'), 'latin1')).not.toContain(shown.trim());
  await expect(here.call(token, 'create', 'ci')).rejects.toMatchObject({ code: 'RP_BROKER_TOKEN_KNOWN' });
  await here.call(token, 'revoke', 'ci');
  expect((await here.call(token, 'list')).results).toEqual([]);
  await expect(here.call(token, 'revoke', 'ci')).rejects.toMatchObject({ code: 'RP_BROKER_TOKEN_UNKNOWN', values: { known: 'none' } });
});

it('writes it into a new file of its owner; a file that is there keeps its content, and no token is left', async () => {
  using here = room();
  const out = join(here.cwd, 'token');
  await here.call(token, 'create', 'ci', '--out', out);
  expect(readFileSync(out, 'utf8')).toMatch(SECRET);
  expect(statSync(out).mode & 0o777).toBe(0o600);
  writeFileSync(out, 'mine');
  await expect(here.call(token, 'create', 'two', '--out', out)).rejects.toMatchObject({ code: 'RP_FILE_UNWRITABLE' });
  expect(readFileSync(out, 'utf8')).toBe('mine');
  expect((await here.call(token, 'list')).results.map(({ name }) => name)).toEqual(['ci']);
});

it.each<[string[], string]>([
  [[], 'RP_USAGE_MISSING'], [['create'], 'RP_USAGE_MISSING'], [['revoke'], 'RP_USAGE_MISSING'], [['make', 'ci'], 'RP_USAGE_VALUE'], [['list', 'ci'], 'RP_USAGE_EXTRA'],
  [['create', 'a b'], 'RP_USAGE_VALUE'], [['create', 'a\nb'], 'RP_USAGE_VALUE'], [['create', 'x'.repeat(65)], 'RP_USAGE_VALUE'], [['create', 'ci', '--role', 'admin'], 'RP_USAGE_VALUE'],
])('%j is refused', async (words, code) => {
  using here = room();
  await expect(here.call(token, ...words)).rejects.toMatchObject({ code });
});

it('what another process makes and revokes on the same ledger counts at once at the broker that runs', async () => {
  using here = workplace();
  const first = await here.cli(['broker', 'token', 'create', 'first']);
  expect(first).toMatchObject({ code: 0, stderr: expect.stringMatching(SECRET) as string });
  const broker = here.start(['broker']);
  const url = (await broker.printed('\n')).trim();
  const status = async (made: { stderr: string }, method = 'GET') => (await fetch(`${url}/pacticipants/App`, { method, headers: { authorization: `Bearer ${made.stderr.trim()}`, 'content-type': 'application/json' }, ...(method !== 'GET' && { body: '{}' }) })).status;
  expect([await status(first), await status(first, 'PUT')]).toEqual([404, 403]);
  const second = await here.cli(['broker', 'token', 'create', 'second', '--role', 'write']);
  expect(await status(second, 'PUT')).toBe(201);
  expect(await here.cli(['broker', 'token', 'revoke', 'first'])).toMatchObject({ code: 0 });
  expect([await status(first), await status(second)]).toEqual([401, 200]);
  process.kill(broker.pid, 'SIGTERM');
  const { stderr } = await broker.ended;
  // The audit: a line of JSON each.
  expect(stderr.trim().split('\n').map((line) => JSON.parse(line) as object)).toMatchObject([
    { who: 'first', method: 'PUT', status: 403, from: '127.0.0.1', at: expect.stringMatching(/^\d{4}-/) as string }, { who: 'second', method: 'PUT', path: '/pacticipants/App', status: 201 }, { method: 'GET', status: 401 },
  ]);
  expect(stderr).not.toMatch(/rpt_/);
});

it('a broker that others could reach is refused without credentials, and without showing those that are wrong', async () => {
  using here = workplace();
  writeFileSync(join(here.cwd, 'empty'), '\n');
  const [open, short, empty, none] = await Promise.all([['--host', '0.0.0.0'], ['--token', 'sesame'], ['--token-file', 'empty'], ['--token-file', 'none']].map((args) => here.cli(['broker', ...args])));
  expect(open).toEqual(userError('RP_BROKER_OPEN', 2));
  expect(short).toEqual(userError('RP_USAGE_VALUE', 2));
  expect(short?.stderr).not.toContain('sesame');
  expect(empty).toEqual(userError('RP_USAGE_VALUE', 2));
  expect(none).toEqual(userError('RP_FILE_UNREADABLE', 2));
});
