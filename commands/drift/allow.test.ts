import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import drift from '#commands/drift';
import allow from '#commands/drift/allow';
import { room } from '#commands/testing/call';
import { virtualClock } from '#core/clock';

const FINGERPRINT = 'peek-lock-complete:0123456789ab';
const WHO = ['--owner', '@asad', '--reason', 'the image is old', '--link', 'https://example.com/42'];

function desk() {
  const here = room();
  const clock = virtualClock(Date.UTC(2026, 0, 31, 12));
  return { ...here, clock, call: (...argv: string[]) => { here.context.clock = clock; return here.call(allow, ...argv); }, list: () => JSON.parse(readFileSync(join(here.cwd, 'drift-allow.json'), 'utf8')) as unknown, [Symbol.dispose]: () => here[Symbol.dispose]() };
}
const entry = { scenario: 'peek-lock-complete', fingerprint: FINGERPRINT, owner: '@asad', reason: 'the image is old', link: 'https://example.com/42', since: '2026-01-31', expires: '2026-03-02' };

test('the first one makes the list', async () => {
  using here = desk();
  expect(await here.call(FINGERPRINT, ...WHO)).toMatchObject({ outcome: 'passed' });
  expect(here.list()).toEqual({ allow: [entry] });
});

test('another one is added, the same one renewed, and what else is there stays', async () => {
  using here = desk();
  writeFileSync(join(here.cwd, 'drift-allow.json'), '{ "$schema": "x.json", "allow": [] }');
  await here.call(FINGERPRINT, ...WHO);
  await here.call('abandon-redelivers:0123456789ab', ...WHO, '--days', '90', '--target', 'emulator:ws');
  here.clock.advance(10 * 86_400_000);
  await here.call(FINGERPRINT, ...WHO, '--days', '1');
  expect(here.list()).toEqual({ $schema: 'x.json', allow: [
    { ...entry, scenario: 'abandon-redelivers', fingerprint: 'abandon-redelivers:0123456789ab', target: 'emulator:ws', expires: '2026-05-01' },
    { ...entry, since: '2026-02-10', expires: '2026-02-11' },
  ] });
});

test.each<[string, string[], string]>([
  ['no fingerprint', WHO, 'RP_USAGE_MISSING'], ['half a fingerprint', ['peek-lock-complete', ...WHO], 'RP_USAGE_VALUE'],
  ['no owner', [FINGERPRINT, ...WHO.slice(2)], 'RP_USAGE_MISSING'], ['91 days', [FINGERPRINT, ...WHO, '--days', '91'], 'RP_USAGE_VALUE'],
  ['a link that is none', [FINGERPRINT, ...WHO.slice(0, 4), '--link', 'later'], 'RP_ALLOW_INVALID'],
  ['a scenario that is not there', ['no-such:0123456789ab', ...WHO], 'RP_SCENARIO_UNKNOWN'],
])('%s changes nothing', async (_name, argv, code) => {
  using here = desk();
  await expect(here.call(...argv)).rejects.toMatchObject({ code });
  expect(() => here.list()).toThrow('ENOENT');
});

test('a list that is broken is not written over', async () => {
  using here = desk();
  writeFileSync(join(here.cwd, 'drift-allow.json'), '{ "allow": [ }');
  await expect(here.call(FINGERPRINT, ...WHO)).rejects.toMatchObject({ code: 'RP_ALLOW_INVALID' });
  expect(() => here.list()).toThrow(SyntaxError);
});

test('drift reads the list of its folder, and another one when it is named', async () => {
  using here = room();
  writeFileSync(join(here.cwd, 'drift-allow.json'), '{ "allow": [{ "ownr": 1 }] }');
  writeFileSync(join(here.cwd, 'other.json'), '{ "allow": [] }');
  await expect(here.call(drift, '--scenario', 'receive-unknown-entity')).rejects.toThrow('drift-allow.json, line 1: allow[0].ownr is not a field');
  expect(await here.call(drift, '--scenario', 'receive-unknown-entity', '--allow', 'other.json', '--strict')).toMatchObject({ outcome: 'passed' });
  await expect(here.call(drift, '--allow', 'nowhere.json')).rejects.toMatchObject({ code: 'RP_FILE_UNREADABLE' });
  await expect(here.call(drift, '--gate', 'info')).rejects.toMatchObject({ code: 'RP_USAGE_VALUE' });
});
