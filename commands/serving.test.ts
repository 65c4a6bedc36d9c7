import { createServer, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { userError, workplace } from '#commands/testing/cli';

it.each([
  ['stub', ['stub', 'sdk--backend'], /^http:\/\/127\.0\.0\.1:\d+\n/, 'sdk--backend'],
  ['broker', ['broker'], /^http:\/\/127\.0\.0\.1:\d+\n/, 'url'],
  ['emulate service-bus', ['emulate', 'service-bus'], /^Endpoint=sb:\/\/[^;]+;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;\n/, 'connectionString'],
  ['emulate platform', ['emulate', 'platform'], /^http:\/\/127\.0\.0\.1:\d+\n/, 'backend'],
])('%s prints its address first, or with --json, and ends with 0 when told to', async (_, args, address, key) => {
  using here = workplace();
  const [plain, json] = [here.start(args), here.start([...args, '--json', '--ledger', 'other.db'].slice(0, args[0] === 'broker' ? undefined : -2))];
  expect(await plain.printed('\n')).toMatch(address);
  expect(JSON.parse(await json.printed('\n'))).toHaveProperty(key);
  process.kill(plain.pid, 'SIGINT');
  process.kill(json.pid, 'SIGTERM');
  for (const { code, stderr } of await Promise.all([plain.ended, json.ended])) {
    expect(code).toBe(0);
    // Beside its address a bus says whom TLS clients must trust; nothing else is said.
    expect(stderr).toMatch(/^(TLS [^\n]+\n)?$/);
  }
});

it('a taken port is said', async () => {
  using here = workplace();
  const holder = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  const port = String((holder.address() as AddressInfo).port);
  const all = await Promise.all([['emulate', 'service-bus'], ['emulate', 'platform'], ['broker'], ['stub', 'sdk--backend']].map((args) => here.cli([...args, '--port', port])));
  holder.close();
  for (const ended of all) expect(ended).toEqual(userError('RP_PORT_TAKEN', 2));
});

it('a contract without HTTP has no stub', async () => {
  using here = workplace();
  expect(await here.cli(['stub', 'averaging-service--service-bus'])).toEqual(userError('RP_USAGE_VALUE', 2));
});
