import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLedger } from '#broker/index';
import command from '#commands/drift';
import { room } from '#commands/testing/call';

it.each([[['--runs', '3'], 3], [[], 2]] as const)('with %j each side is asked %i times', async (flags, runs) => {
  using here = room();
  const report = await here.call(command, '--scenario', 'receive-unknown-entity', ...flags);
  expect(report).toMatchObject({ outcome: 'passed', results: [{ details: { left: { runs }, right: { runs } } }] });
});

it('notes what was played in the local ledger, where can-i-deploy reads it', async () => {
  using here = room();
  await here.call(command, '--scenario', 'peek-lock-complete,receive-unknown-entity');
  using ledger = openLedger(join(here.cwd, '.ringproof/ledger.db'));
  const plays = ledger.read((view) => view.plays());
  expect(plays.map(({ scenario, service, transport, outcome, doubt }) => [scenario, service, transport, outcome, doubt])).toEqual([
    ['peek-lock-complete', 'embedded', 'tcp', 'passed', undefined], ['peek-lock-complete', 'embedded', 'websocket', 'passed', undefined],
    ['receive-unknown-entity', 'embedded', 'tcp', 'passed', undefined], ['receive-unknown-entity', 'embedded', 'websocket', 'passed', undefined],
  ]);
  expect(plays[0]?.contracts).toEqual(['averaging-service--service-bus', 'jobs-manager--service-bus', 'requests-proxy--service-bus']);
});

it('goldens and their folder: --right golden compares with nothing else, and a folder must be there', async () => {
  using here = room();
  const call = (...argv: string[]) => here.call(command, '--scenario', 'receive-unknown-entity', ...argv);
  mkdirSync(join(here.cwd, 'goldens'));
  expect(await call('--right', 'golden', '--goldens', join(here.cwd, 'goldens'))).toMatchObject({ outcome: 'passed', details: { right: { name: 'golden' } }, notes: expect.arrayContaining(['recorded from Azure: 0 of 1; documented: 1']) as unknown });
  expect((await call('--goldens', 'off')).results[0]?.details).not.toHaveProperty('golden');
  await expect(call('--right', 'golden', '--goldens', 'off')).rejects.toMatchObject({ code: 'RP_USAGE_VALUE' });
  await expect(call('--goldens', join(here.cwd, 'nowhere'))).rejects.toMatchObject({ code: 'RP_FILE_UNREADABLE' });
  await expect(call('--record', '--goldens', 'x')).rejects.toMatchObject({ code: 'RP_USAGE_MISSING' });
  await expect(call('--record', '--right', 'emulator:ws', '--goldens', 'x')).rejects.toMatchObject({ code: 'RP_RECORD_TARGET' });
});
