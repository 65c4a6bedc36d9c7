import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localBroker, openLedger, startBroker } from '#broker/index';
import { pactText } from '#broker/testing/pacts';
import canIMerge from '#commands/can-i-merge';
import diff from '#commands/diff';
import { room } from '#commands/testing/call';
import { workplace } from '#commands/testing/cli';
import why from '#commands/why';

let folder: string;
let ledgerFile: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'verdict-'));
  ledgerFile = join(folder, 'l.db');
  using ledger = openLedger(ledgerFile);
  const broker = localBroker(ledger);
  const publish = (version: string, says: string) => broker.publish({ consumer: 'web', version, branch: 'main', buildUrl: `https://ci.example.org/${version}`, pacts: [{ provider: 'api', text: pactText('web', 'api', says) }] });
  const verify = async (providerVersion: string, success: boolean) => {
    const [pact] = await broker.pactsForVerification({ provider: 'api', selectors: [{ latest: true }] });
    const mismatches = [{ attribute: 'body', identifier: '$.says', description: "Expected 'other' but was 'hello'" }];
    await broker.recordVerification({ success, providerVersion, providerBranch: 'main', grade: 'emulator', publishUrl: pact?.publishUrl ?? '', testResults: [{ success, interactionDescription: 'a login', ...(!success && { mismatches }) }] });
  };
  await broker.createEnvironment('test');
  await publish('1', 'hello');
  await verify('7', true);
  await publish('2', 'other');
  await verify('7', false);
  await broker.recordDeployment('api', '7', 'test');
  ledger.change((_, writer) => writer.add({ kind: 'pacticipant-described', name: 'web', repositoryUrl: 'https://example.org/web', mainBranch: 'main' }));
});
afterEach(() => rmSync(folder, { recursive: true }));

const SAYS = [
  'The verification for the pact between version 2 of web and the version of api currently in test (7) failed',
  'interaction "a login": body $.says: Expected \'other\' but was \'hello\'',
  'interaction "a login" is red since web 2 with api 7',
  'was last green for web 1 with api 7',
  'web expects something else since',
  'web must act (the consumer, https://example.org/web, main branch main)',
  'next: ringproof diff web@1 web@2 --provider api',
];
const plain = (text: string) => text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))).replaceAll('\\|', '|');

describe('a verdict explains itself', () => {
  it('in every form in which it is told', async () => {
    using here = workplace();
    const summary = join(folder, 'summary.md');
    const files = ['r.xml', 'r.md', 'r.html', 'r.json'].map((name) => join(folder, name));
    const { code, stdout } = await here.cli(['can-i-deploy', 'web@2', '--to-environment', 'test', '--ledger', ledgerFile, ...files.flatMap((file) => ['--report', file])], { env: { GITHUB_STEP_SUMMARY: summary } });
    expect(code).toBe(1);
    for (const text of [stdout, ...files.slice(0, 3).map((file) => readFileSync(file, 'utf8')), readFileSync(summary, 'utf8')]) {
      for (const words of SAYS) expect(plain(text)).toContain(words);
    }
    expect(JSON.parse(readFileSync(files[3] ?? '', 'utf8'))).toMatchObject({ details: { verdict: 'no', explanations: [{
      reason: { type: 'verification-failed', failures: [{ interaction: 'a login', mismatches: [{ path: '$.says' }] }] },
      origins: [{ interaction: 'a login', firstRed: { consumerVersion: '2', providerVersion: '7' }, lastGreen: { consumerVersion: '1', providerVersion: '7' }, changedBy: 'consumer' }],
      owner: { pacticipant: 'web', role: 'consumer', repositoryUrl: 'https://example.org/web' }, next: ['diff', 'web@1', 'web@2', '--provider', 'api'],
    }], rows: [{ pact: { obtained: { unknown: 1 } }, verification: { grade: 'emulator' } }] } });
    expect(readFileSync(files[0] ?? '', 'utf8')).toMatch(/failures="1"[^]*<failure message="The verification for the pact/);
  }, 30_000);

  it('down to the facts it rests on', async () => {
    using here = room();
    const report = await here.call(why, 'web@2', '--to-environment', 'test', '--ledger', ledgerFile);
    expect(report).toMatchObject({ verb: 'why', outcome: 'failed', results: [{ name: 'web 2 → api 7', outcome: 'failed' }, { name: 'web 2 to test: no', outcome: 'failed' }] });
    expect(report.results[0]?.reason?.split('\n')).toEqual([
      expect.stringMatching(/^├─ pact published 20.* UTC, 0 min ago by web 2 \(branch main; https:\/\/ci\.example\.org\/2\)$/),
      expect.stringMatching(/^├─ interactions: 1 obtained nobody says how; content [0-9a-f]{40}$/),
      expect.stringMatching(/^├─ failed \("a login"\) .* by api 7 \(branch main\), grade emulator$/),
      expect.stringMatching(/^└─ api 7 deployed to test 20.*ago$/),
    ]);
    for (const words of SAYS) expect(report.results[1]?.reason).toContain(words);
    expect(report.results[0]?.details).toMatchObject({ provider: { deployed: [{ environment: 'test', kind: 'deployed' }] }, verification: { success: false, grade: 'emulator' } });
  });

  it('the same by URL', async () => {
    using here = room();
    using ledger = openLedger(ledgerFile);
    await using server = await startBroker({ ledger });
    const ask = async (...where: string[]) => (await here.call(why, 'web@2', '--to-environment', 'test', ...where)).results.map(({ name, outcome, reason }) => [name, outcome, reason]);
    expect(await ask('--broker-base-url', server.url)).toEqual(await ask('--ledger', ledgerFile));
  });
});

it.each([['1', 'passed'], ['2', 'failed']])('can-i-merge of web %s: %s', async (version, outcome) => {
  using here = room();
  expect(await here.call(canIMerge, `web@${version}`, '--ledger', ledgerFile)).toMatchObject({ verb: 'can-i-merge', outcome, results: [{ name: `web ${version} to the main branch` }] });
  expect((await here.call(canIMerge, `web@${version}`, '--ledger', ledgerFile, '--min-evidence', 'live')).outcome).toBe(version === '1' ? 'inconclusive' : 'failed');
});

describe('diff', () => {
  it('says what changed, and whether it may break the provider', async () => {
    using here = room();
    expect(await here.call(diff, 'web@1', 'web@2', '--ledger', ledgerFile)).toMatchObject({
      outcome: 'failed', counts: { breaking: 1, compatible: 0, cosmetic: 0 },
      results: [{ name: 'web 1 → 2 with api', outcome: 'failed', reason: 'breaking: interaction "a login": response body $.says was "hello", is "other"', details: { changes: [{ class: 'breaking', kind: 'value-changed', path: 'response body $.says' }] } }],
    });
    expect(await here.call(diff, 'web@1', 'web@1', '--ledger', ledgerFile)).toMatchObject({ outcome: 'passed', results: [{ reason: 'nothing that anyone is asked has changed' }] });
  });

  it('is in the document of the broker, as words beside its own and as data', async () => {
    using ledger = openLedger(ledgerFile);
    await using server = await startBroker({ ledger });
    const url = `${server.url}/pacts/provider/api/consumer/web/version/2/diff/version/1`;
    expect(await (await fetch(url)).text()).toContain('## For the provider: may break the provider: it must be verified again\n* breaking: interaction "a login": response body $.says was "hello", is "other"');
    expect(await (await fetch(url, { headers: { accept: 'application/hal+json' } })).json()).toMatchObject({ class: 'breaking', changes: [{ kind: 'value-changed', interaction: 'a login' }] });
  });

  it.each([
    [['web@1'], 'RP_USAGE_MISSING'], [['web@1', 'api@7'], 'RP_USAGE_VALUE'], [['web@1', 'web@9'], 'RP_VERSION_UNKNOWN'], [['web@1', 'web@2', '--provider', 'nobody'], 'RP_USAGE_VALUE'],
  ])('refuses %j', async (words, code) => {
    using here = room();
    await expect(here.call(diff, ...words, '--ledger', ledgerFile)).rejects.toMatchObject({ code });
  });
});
