import { appendFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import drift from '#commands/drift';
import { driftRunsFile } from '#commands/drift/runs';
import status from '#commands/drift/status';
import { room } from '#commands/testing/call';

const ONE = ['--scenario', 'receive-unknown-entity'];

it('drift leaves its traces, by which status tells when a scenario was proven', async () => {
  using here = room();
  expect(await here.call(status, ...ONE)).toMatchObject({ outcome: 'passed', counts: { proven: 0, never: 1 }, results: [{ outcome: 'inconclusive', details: { summary: 'never' } }] });
  await here.call(drift, ...ONE);
  const report = await here.call(status, ...ONE, '--max-age', '1h');
  expect(report).toMatchObject({ outcome: 'passed', counts: { proven: 1, never: 0, stale: 0 }, results: [{ details: { summary: '0 min ago on embedded by azure-sdk-js over websocket (expectation: documented)' } }] });
  expect(report.exit).toBeUndefined();
});

it('with --max-age, too old or never on the kind of target that counts is a broken policy', async () => {
  using here = room();
  await here.call(drift, ...ONE);
  expect(await here.call(status, ...ONE, '--max-age', '30d', '--on', 'azure')).toMatchObject({ outcome: 'inconclusive', exit: 4, counts: { stale: 1 }, results: [{ details: { stale: true, summary: expect.stringMatching(/^never on azure; 0 min ago on embedded/) as unknown } }] });
  const later = { ...here.context, clock: { ...here.context.clock, now: () => Date.now() + 31 * 86_400_000 } };
  const { readArgs } = await import('#commands/args');
  expect(await status.run(readArgs('drift status', status, [...ONE, '--max-age', '30d']), later)).toMatchObject({ exit: 4, results: [{ details: { summary: expect.stringMatching(/^31 d ago/) as unknown } }] });
});

it('drift itself ends with 4 for what was proven too long ago and is not its turn', async () => {
  using here = room();
  const day = (days: number) => { here.context.clock = { ...here.context.clock, now: () => Date.UTC(2026, 0, 1) + days * 86_400_000 }; };
  const two = ['--scenario', 'receive-unknown-entity,peek-does-not-lock'];
  day(0);
  await here.call(drift, ...two);
  day(8);
  expect(await here.call(drift, ...two, '--oldest', '1', '--max-age', '9d')).toMatchObject({ outcome: 'passed' });
  day(9);
  expect(await here.call(drift, ...two, '--oldest', '1', '--max-age', '1h')).toMatchObject({ exit: 4, results: [{ name: 'receive-unknown-entity', outcome: 'passed' }, { name: 'stale evidence of peek-does-not-lock', group: 'policy', reason: 'Last proven 24 h ago on embedded; --max-age allows 1 h.' }] });
});

it.each([['--on', 'moon', 'RP_USAGE_VALUE'], ['--max-age', 'long', 'RP_USAGE_VALUE'], ['--scenario', 'none-such', 'RP_SCENARIO_UNKNOWN']])('%s %s is refused', async (flag, value, code) => {
  using here = room();
  await expect(here.call(status, flag, value)).rejects.toMatchObject({ code });
});

it('--oldest plays those that had not their turn, and --budget none that is too long', async () => {
  using here = room();
  const names = async (...argv: string[]) => (await here.call(drift, '--scenario', 'receive-unknown-entity,peek-lock-complete,peek-does-not-lock', ...argv)).results.map(({ name }) => name);
  // A scenario that carries messages of contracts is told once for each of them.
  expect([...new Set((await names('--oldest', '2')).map((name) => name.split(' (')[0]))]).toEqual(['peek-does-not-lock', 'peek-lock-complete']);
  expect(await names('--oldest', '2')).toEqual(['receive-unknown-entity', 'peek-does-not-lock']);
  await expect(here.call(drift, '--scenario', 'idle-queue-is-deleted', '--budget', '1')).rejects.toMatchObject({ code: 'RP_DRIFT_BUDGET', exitCode: 4 });
});

it('a damaged line is named', async () => {
  using here = room();
  await here.call(drift, ...ONE);
  appendFileSync(driftRunsFile(here), 'nonsense\n');
  await expect(here.call(status)).rejects.toMatchObject({ code: 'RP_DRIFT_RUNS', message: expect.stringContaining('Line 3 of') as unknown });
});
