import { expect, it } from 'vitest';
import command from '#commands/drift';
import { room } from '#commands/testing/call';

it.each([[['--runs', '3'], 3], [[], 2]] as const)('with %j each side is asked %i times', async (flags, runs) => {
  using here = room();
  const report = await here.call(command, '--scenario', 'receive-unknown-entity', ...flags);
  expect(report).toMatchObject({ outcome: 'passed', results: [{ details: { left: { runs }, right: { runs } } }] });
});
