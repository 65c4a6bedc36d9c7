import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { localBroker, openLedger } from '#broker/index';
import { pactText } from '#broker/testing/pacts';
import command from '#commands/can-i-deploy';
import { room } from '#commands/testing/call';
import { virtualClock } from '#core/clock';

const HOUR = 3_600_000;

/** A ledger in which web 1 was proven against the deployed api 7, so many hours ago. */
async function provenBefore(hours: number, file: string): Promise<void> {
  using ledger = openLedger(file, virtualClock(Date.now() - hours * HOUR));
  const broker = localBroker(ledger);
  await broker.publish({ consumer: 'web', version: '1', branch: 'main', pacts: [{ provider: 'api', text: pactText('web', 'api', 'hello') }] });
  for (const { publishUrl } of await broker.pactsForVerification({ provider: 'api' })) {
    await broker.recordVerification({ success: true, providerVersion: '7', grade: 'emulator', testResults: [{ success: true }], publishUrl });
  }
  await broker.createEnvironment('test');
  await broker.recordDeployment('api', '7', 'test');
}

it.each([
  ['12h', 11, 13],
  ['7d', 6 * 24, 8 * 24],
  ['2w', 13 * 24, 15 * 24],
])('--max-age %s counts a proof of %i hours and not one of %i', async (age, young, old) => {
  using here = room();
  const files = [young, old].map((hours) => join(here.cwd, `${hours}.db`));
  await Promise.all([young, old].map((hours, index) => provenBefore(hours, files[index] ?? '')));
  const ask = (file: string | undefined, ...more: string[]) => here.call(command, 'web@1', '--to-environment', 'test', '--ledger', file ?? '', ...more);
  expect(await ask(files[0], '--max-age', age)).toMatchObject({ outcome: 'passed', details: { verdict: 'yes' } });
  expect(await ask(files[1], '--max-age', age)).toMatchObject({ outcome: 'inconclusive', details: { verdict: 'unknown', reasons: [{ type: 'evidence-too-old' }] } });
  expect(await ask(files[1])).toMatchObject({ outcome: 'passed' });
});

const finding = { fingerprint: 'lock-expiry-redelivers:0123456789ab', gates: true };
const driftReport = (details: object) => JSON.stringify({ schemaVersion: 1, verb: 'drift', results: [{ name: 'lock-expiry-redelivers', details: { contracts: ['web--api'], findings: [], ...details } }] });

it.each<[string, object, string | undefined]>([
  ['drift', { findings: [finding] }, 'there is drift in lock-expiry-redelivers:0123456789ab'],
  ['drift whose allowance has expired', { findings: [{ ...finding, excused: { expired: true } }] }, 'there is drift in'],
  ['a gap', { gap: { target: 'a bus', capability: 'websocket' } }, 'a bus lacks websocket, which lock-expiry-redelivers needs'],
  ['excused drift', { findings: [{ ...finding, excused: {} }] }, undefined],
  ['drift below the gate', { findings: [{ ...finding, gates: false }] }, undefined],
  ['drift that touches another contract', { findings: [finding], contracts: ['app--api'] }, undefined],
])('--min-evidence and %s of the double', async (_name, details, why) => {
  using here = room();
  const ledger = join(here.cwd, 'l.db');
  await provenBefore(1, ledger);
  writeFileSync(join(here.cwd, 'drift.json'), driftReport(details));
  const ask = (grade: string) => here.call(command, 'web@1', '--to-environment', 'test', '--ledger', ledger, '--min-evidence', grade, '--drift', 'drift.json');
  const answer = await ask('emulator');
  expect(answer.outcome).toBe(why ? 'inconclusive' : 'passed');
  if (why) expect(answer.results[0]?.reason).toContain(why);
  expect((await ask('stub')).outcome).toBe('passed');
});

it('what drift runs noted in the ledger counts like a report, until it is played again', async () => {
  using here = room();
  const file = join(here.cwd, 'l.db');
  await provenBefore(1, file);
  const ask = async () => (await here.call(command, 'web@1', '--to-environment', 'test', '--ledger', file, '--min-evidence', 'emulator')).results[0];
  const play = { scenario: 'lock-expiry-redelivers', contracts: ['web--api'], service: 'other', target: 'x', driver: 'azure-sdk-js', transport: 'tcp', ground: 'documented', outcome: 'failed' };
  const note = async (more: object) => {
    using ledger = openLedger(file);
    await localBroker(ledger).recordDrift([{ ...play, ...more }]);
  };
  await note({ doubt: 'there is drift in it' });
  expect(await ask()).toMatchObject({ outcome: 'inconclusive', reason: expect.stringContaining('there is drift in it') as string });
  await note({ target: 'another', outcome: 'passed' });
  expect(await ask()).toMatchObject({ outcome: 'inconclusive' });
  await note({ outcome: 'passed' });
  expect(await ask()).toMatchObject({ outcome: 'passed' });
});

it('--drift takes a drift report only, and beside --min-evidence', async () => {
  using here = room();
  writeFileSync(join(here.cwd, 'other.json'), '{"verb":"run"}');
  const ask = (...more: string[]) => here.call(command, 'web@1', '--to-environment', 'test', '--drift', 'other.json', ...more);
  await expect(ask('--min-evidence', 'stub')).rejects.toMatchObject({ code: 'RP_FILE_UNREADABLE' });
  await expect(ask()).rejects.toMatchObject({ code: 'RP_USAGE_MISSING' });
});
