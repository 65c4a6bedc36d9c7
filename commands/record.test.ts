import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import command from '#commands/record';
import { room } from '#commands/testing/call';

const CONTRACT = `export default { consumer: 'web', provider: 'api', interactions: [{ kind: 'http', description: 'a page',
  request: { method: 'GET', path: '/' }, response: { status: 200 }, evidence: { kind: 'doc', source: 'test' } }] };`;

it('--check fails where recording would change a pact, says where, and writes nothing', async () => {
  using here = room();
  writeFileSync(join(here.cwd, 'web--api.mjs'), CONTRACT);
  const record = (...more: string[]) => here.call(command, 'web--api', '--contracts', '.', ...more);

  expect(await record('--check')).toMatchObject({ outcome: 'failed', results: [{ outcome: 'failed', reason: expect.stringContaining('web--api.json does not exist yet') as string }] });
  expect(readdirSync(here.cwd)).toEqual(['web--api.mjs']);

  await record();
  expect(await record('--check')).toMatchObject({ outcome: 'passed' });
  const file = join(here.cwd, 'pacts/web--api.json');
  const stale = readFileSync(file, 'utf8').replace('"status": 200', '"status": 201');
  writeFileSync(file, stale);
  expect(await record('--check')).toMatchObject({ verb: 'record', outcome: 'failed', results: [{ name: 'web--api', reason: '~ "a page" $.response.status: was 201, is 200' }] });
  expect(readFileSync(file, 'utf8')).toBe(stale);
  expect(readdirSync(join(here.cwd, 'pacts'))).toEqual(['web--api.json']);
});
