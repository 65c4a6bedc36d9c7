import { mkdirSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { userError, workplace } from '#commands/testing/cli';

const AS = ['--consumer-app-version', '1', '--branch', 'main'];
const pact = (description: string, version = '4.0') => JSON.stringify({
  consumer: { name: 'web' }, provider: { name: 'api' }, metadata: { pactSpecification: { version } },
  interactions: [{ type: 'Synchronous/HTTP', description, request: { method: 'GET', path: '/' }, response: { status: 200 } }],
});
const contract = (descriptions: string[]) => `export default { consumer: 'web', provider: 'api', interactions: ${JSON.stringify(descriptions)}.map((description) => ({
  kind: 'http', description, request: { method: 'GET', path: '/' }, response: { status: 200 }, evidence: { kind: 'doc', source: 'test' } })) };`;

it.each([
  ['a contract that does not type', 'export default {', 'RP_CONTRACT_INVALID', 'web--api.ts'],
  ['a contract without default', 'export const contract = 1;', 'RP_CONTRACT_INVALID', 'no default export'],
  ['a description that occurs twice', contract(['one', 'one']), 'RP_CONTRACT_DUPLICATE', '"one"'],
])('%s is refused and nothing is written', { concurrent: true }, async (_, source, code, says) => {
  using here = workplace();
  writeFileSync(join(here.cwd, 'web--api.ts'), source);
  const ended = await here.cli(['record', 'web--api', '--contracts', '.']);
  expect(ended).toEqual(userError(code, 2));
  expect(ended.stderr).toContain(says);
  expect(readdirSync(here.cwd)).not.toContain('pacts');
});

it('pact files that are none, too large, of another version, twice, or not there', async () => {
  using here = workplace();
  const file = (name: string, text: string) => writeFileSync(join(here.cwd, name), text);
  file('html.json', '<html>');
  file('v2.json', pact('one', '2.0.0'));
  file('large.json', '');
  truncateSync(join(here.cwd, 'large.json'), 200 * 2 ** 20);
  file('one.json', pact('one'));
  file('other.json', pact('other'));
  mkdirSync(join(here.cwd, 'pacts'));
  const publish = (...files: string[]) => here.cli(['publish', ...files, ...AS]);
  const all = await Promise.all([publish('html.json'), publish('v2.json'), publish('large.json'), publish('one.json', 'other.json'), publish('none.json'), publish()]);
  expect(all).toEqual([
    userError('RP_PACT_UNREADABLE', 2), userError('RP_PACT_SPEC', 2), userError('RP_PACT_TOO_LARGE', 2), userError('RP_PACT_TWICE', 2), userError('RP_FILE_UNREADABLE', 2), userError('RP_PUBLISH_NOTHING', 4),
  ]);
  expect(readdirSync(here.cwd)).not.toContain('.ringproof');
});

it('a version is never published again with other content', async () => {
  using here = workplace();
  writeFileSync(join(here.cwd, 'one.json'), pact('one'));
  writeFileSync(join(here.cwd, 'other.json'), pact('other'));
  expect(await here.cli(['publish', 'one.json', ...AS])).toMatchObject({ code: 0 });
  const refused = await here.cli(['publish', 'other.json', ...AS, '--json']);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('RP_BROKER_CONFLICT') as string });
  expect(JSON.parse(refused.stdout)).toMatchObject({ outcome: 'failed', error: { code: 'RP_BROKER_CONFLICT' } });
  expect(await here.cli(['publish', 'one.json', ...AS])).toMatchObject({ code: 0 });
});

it('a broker that is not there, is no broker, or is no address; its password is never shown', async () => {
  using here = workplace();
  writeFileSync(join(here.cwd, 'one.json'), pact('one'));
  const login = createServer((_, response) => void response.setHeader('content-type', 'text/html').end('<html>Log in</html>')).listen(0, '127.0.0.1');
  await new Promise((resolve) => login.once('listening', resolve));
  const page = `http://127.0.0.1:${(login.address() as AddressInfo).port}`;
  const verbs = [['publish', 'one.json', ...AS], ['can-i-deploy', 'web@1', '--to-environment', 'test'], ['verify', '--provider', 'api', '--provider-base-url', page]];
  const at = (url: string) => Promise.all(verbs.map((args) => here.cli(args, { env: { PACT_BROKER_BASE_URL: url } })));
  const [down, html, wrong] = await Promise.all([at('http://me:hush-hush@127.0.0.1:1'), at(page), at('me:hush-hush@broker')]);
  login.close();
  for (const ended of down) expect(ended).toEqual(userError('RP_BROKER_UNREACHABLE', 3));
  for (const ended of html) expect(ended).toEqual(userError('RP_BROKER_NOT_A_BROKER', 2));
  for (const ended of wrong) expect(ended).toEqual(userError('RP_USAGE_VALUE', 2));
  expect([...down, ...html, ...wrong].map(({ stderr }) => stderr).join()).not.toContain('hush-hush');
});

it('a ledger that is none, or that cannot be written, is left as it was', async () => {
  using here = workplace();
  writeFileSync(join(here.cwd, 'one.json'), pact('one'));
  writeFileSync(join(here.cwd, 'notes.txt'), 'my notes');
  mkdirSync(join(here.cwd, 'locked'), { mode: 0o555 });
  const publish = (ledger: string) => here.cli(['publish', 'one.json', ...AS, '--ledger', ledger], { unprivileged: true });
  const [none, locked, folder] = await Promise.all([publish('notes.txt'), publish('locked/ledger.db'), publish('.')]);
  expect(none).toMatchObject({ code: 2, stdout: '' });
  expect(readFileSync(join(here.cwd, 'notes.txt'), 'utf8')).toBe('my notes');
  expect(locked).toEqual(userError('RP_LEDGER_WRITE', 2));
  expect(folder).toEqual(userError('RP_LEDGER_WRITE', 2));
});

it('a full disk under the ledger is said, and what was acknowledged before stays', async () => {
  using here = workplace();
  writeFileSync(join(here.cwd, 'one.json'), pact('one'));
  writeFileSync(join(here.cwd, 'long.json'), pact('long'.repeat(200_000)));
  expect(await here.cli(['publish', 'one.json', ...AS])).toMatchObject({ code: 0 });
  const full = await here.cli(['publish', 'long.json', '--consumer-app-version', '2'], { shell: 'ulimit -f 600; exec "$@"' });
  expect(full).toEqual(userError('RP_LEDGER_WRITE', 2));
  expect(await here.cli(['publish', 'one.json', ...AS])).toMatchObject({ code: 0 });
});

it('a run never replaces files that no run wrote', async () => {
  using here = workplace();
  mkdirSync(join(here.cwd, 'pacts'));
  writeFileSync(join(here.cwd, 'pacts/one.json'), pact('one'));
  expect(await here.cli(['run', '--out', '.'])).toEqual(userError('RP_USAGE_VALUE', 2));
  expect(readdirSync(join(here.cwd, 'pacts'))).toEqual(['one.json']);
});

it('a malformed connection string, a scenario, a journey and a row that do not exist', async () => {
  using here = workplace();
  const bad = 'Endpoint=sb://bus;SharedAccessKeyName=a;SharedAccessKe=hush-hush';
  const [left, platform, scenario, journey, row] = await Promise.all([['drift', '--left', bad], ['emulate', 'platform', '--connection-string', bad], ['drift', '--scenario', 'x'], ['ring2', '--journey', 'x'], ['ring1', '--row', 'x']].map((args) => here.cli(args)));
  expect(left).toEqual(userError('RP_CONNECTION_STRING', 2));
  expect(platform).toEqual(userError('RP_CONNECTION_STRING', 2));
  expect(`${left?.stderr}${platform?.stderr}`).not.toContain('hush-hush');
  expect(scenario).toEqual(userError('RP_SCENARIO_UNKNOWN', 4));
  expect(journey).toEqual(userError('RP_JOURNEY_UNKNOWN', 4));
  expect(row).toEqual(userError('RP_ROW_UNKNOWN', 4));
});
