import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { workplace } from '#commands/testing/cli';
import type { Report } from '#core/report';

const envelope = (stdout: string) => JSON.parse(stdout) as Report;

it.each(['ledger', 'broker'] as const)('record, publish, verify, deploy: unknown, then yes, through the %s', async (through) => {
  using here = workplace();
  const broker = through === 'broker' ? here.start(['broker']) : undefined;
  const env: Record<string, string> = broker ? { PACT_BROKER_BASE_URL: (await broker.printed('\n')).trim() } : {};
  const platform = here.start(['emulate', 'platform', '--json']);
  const json = async (...args: string[]) => {
    const ended = await here.cli([...args, '--json'], { env });
    const report = envelope(ended.stdout);
    expect(report).toMatchObject({ schemaVersion: 1, verb: args[0], counts: expect.any(Object) as object, results: expect.any(Array) as object });
    return { ...ended, report };
  };
  const addresses = JSON.parse(await platform.printed('\n')) as Record<string, string>;
  const verifier = ['verify', '--provider', 'requests-proxy', '--provider-base-url', String(Object.entries(addresses).find(([name]) => /requests.?proxy/i.test(name))?.[1])];

  expect(await json('record', 'training-pod--requests-proxy')).toMatchObject({ code: 0 });
  expect(await json('record', 'training-pod--requests-proxy', '--check')).toMatchObject({ code: 0 });
  expect(await json('publish', '--consumer-app-version', '1', '--branch', 'main')).toMatchObject({ code: 0 });
  expect(await json('create-environment', '--name', 'test')).toMatchObject({ code: 0 });
  expect(await json(...verifier, '--publish-verification-results', '--provider-app-version', '7', '--provider-branch', 'main')).toMatchObject({ code: 0, report: { outcome: 'passed' } });
  expect(await json('can-i-deploy', 'training-pod@1', '--to-environment', 'test')).toMatchObject({ code: 3, report: { outcome: 'inconclusive' } });
  expect(await json('record-deployment', 'requests-proxy@7', '--environment', 'test')).toMatchObject({ code: 0 });
  const [yes, flags, live] = await Promise.all([
    json('can-i-deploy', 'training-pod@1', '--to-environment', 'test'),
    json('can-i-deploy', '--pacticipant', 'training-pod', '--version', '1', '--to-environment', 'test'),
    json('can-i-deploy', 'training-pod@1', '--to-environment', 'test', '--min-evidence', 'live'),
  ]);
  expect([yes, flags].map(({ code, report }) => [code, report.outcome])).toEqual([[0, 'passed'], [0, 'passed']]);
  expect(live).toMatchObject({ code: 3, report: { results: [{ reason: expect.stringContaining('emulator') as string }] } });
  expect(await json('record-undeployment', 'requests-proxy@7', '--environment', 'test')).toMatchObject({ code: 0 });
}, 30_000);

const pact = JSON.stringify({
  consumer: { name: 'web' }, provider: { name: 'api' }, metadata: { pactSpecification: { version: '4.0' } },
  interactions: [{ type: 'Synchronous/HTTP', description: 'a page', providerStates: [{ name: 'a page is there' }], request: { method: 'GET', path: '/' }, response: { status: 200 } }],
});

it('a provider is not passed without its states: none to set them up, a set-up that fails, a provider that is down', async () => {
  using here = workplace();
  mkdirSync(join(here.cwd, 'pacts'));
  writeFileSync(join(here.cwd, 'pacts/web--api.json'), pact);
  const provider = createServer((request, response) => void response.writeHead(request.url === '/states' ? 500 : 200).end()).listen(0, '127.0.0.1');
  await new Promise((resolve) => provider.once('listening', resolve));
  const url = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  await here.cli(['publish', '--consumer-app-version', '1', '--branch', 'main']);
  const verify = ['verify', '--provider', 'api', '--publish-verification-results', '--provider-app-version', '1', '--json', '--provider-base-url'];
  const reports = ['--report', 'out/x.xml', '--report', 'out/x.md', '--report', 'out/x.json', '--report', 'out/x.html'];
  const [unprepared, down, failed] = await Promise.all([
    here.cli([...verify, url]),
    here.cli([...verify, 'http://127.0.0.1:1']),
    here.cli([...verify, url, '--provider-states-setup-url', `${url}/states`, ...reports], { env: { GITHUB_STEP_SUMMARY: join(here.cwd, 'summary.md') } }),
  ]);
  provider.close();
  expect(unprepared).toMatchObject({ code: 3, stdout: expect.stringContaining('a page is there') as string });
  expect(down).toMatchObject({ code: 3, stdout: expect.stringContaining('RP_PROVIDER_DOWN') as string });
  expect(failed).toMatchObject({ code: 1, stdout: expect.stringContaining('"state"') as string });
  const written = (file: string) => readFileSync(join(here.cwd, file), 'utf8');
  expect(written('out/x.json')).toBe(failed.stdout);
  expect(written('out/x.md')).toBe(written('summary.md'));
  expect(written('out/x.xml')).toContain('failures="1"');
  expect(written('out/x.html')).toContain('<title>ringproof verify: failed</title>');
  expect(await here.cli(['record-deployment', 'api@1', '--environment', 'x'])).toMatchObject({ code: 2 });
});
