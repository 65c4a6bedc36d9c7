import { expect, test } from 'vitest';
import mutants from '#commands/drift/mutants';
import { room } from '#commands/testing/call';
import type { Hunt } from '#ring2/drift/mutation/hunt';
import { missedIn } from '#ring2/drift/mutation/score';

test('a mutant that is not there is named, with the nearest', async () => {
  using here = room();
  await expect(here.call(mutants, 'completed-messages-stays')).rejects.toMatchObject({ code: 'RP_USAGE_VALUE', exitCode: 2, advice: expect.stringContaining('the nearest is completed-message-stays') as string });
});

test('an interrupted hunt has not passed', async () => {
  using here = room();
  here.context.signal = AbortSignal.abort();
  expect(await here.call(mutants, 'completed-message-stays')).toMatchObject({ outcome: 'inconclusive', results: [] });
});

// Here the hooks of Node's module loader are not asked, and the wrong emulator is the real one: nobody can find it.
test('a mutant that nobody finds is a no', async () => {
  using here = room();
  const report = await here.call(mutants, 'completed-message-stays');
  expect(report).toMatchObject({ outcome: 'failed', counts: { mutants: 1, found: 0, classed: 0 } });
  expect(missedIn(report.results[0]?.details as unknown as Hunt)[0]).toMatch(/^NOT by peek-lock-complete: expected semantic, neutral .*no drift$/);
});
