import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { BackendRules } from '#emulators/platform/backend/rules';
import { ROWS } from '#ring1/rows';

test.each(ROWS.filter(({ ranBy }) => ranBy !== 'nobody').map((row) => [row.name, row] as const))('%s', async (_, row) => {
  expect(await row.run()).toEqual({ outcome: 'passed' });
  expect(existsSync(row.file), row.file).toBe(true);
});

test('a row that nobody runs says so, and never passes', async () => {
  for (const row of ROWS.filter(({ ranBy }) => ranBy === 'nobody')) expect(await row.run(), row.name).toMatchObject({ outcome: 'inconclusive' });
});

describe('a rule that is broken turns the row red that is about it, by the name of the step', () => {
  test.each<[string, Partial<BackendRules>, Record<string, string>]>([
    ['starts are taken up to 100 %', { startLimit: 1 }, { 'backend (b) FLOPs auto-stop': 'a start at 99 % is refused' }],
    ['running work is paused late', { pauseLimit: 1.01 }, { 'backend (b) FLOPs auto-stop': 'what runs is paused when the FLOPs are used up', 'backend (d) team merge': 'and stops with them' }],
    ['six inferences a day', { inferencesPerDay: 6 }, { 'backend (e) inference': 'the sixth of a day is refused' }],
    ['four inferences a day', { inferencesPerDay: 4 }, { 'backend (e) inference': 'the fifth of a day is taken' }],
    ['a merge loses the FLOPs of the absorbed team', { mergedBudget: (kept) => kept }, { 'backend (d) team merge': 'no FLOPs are made or lost' }],
    ['a merge forgets what was used', { mergedBudget: (kept, absorbed) => ({ allocated: kept.allocated + absorbed.allocated, used: kept.used }) }, { 'backend (d) team merge': 'no FLOPs are made or lost' }],
    ['a client is online for ever', { onlineMs: Infinity }, { 'backend (c) heartbeat to leaderboard': 'without a further heartbeat it is offline' }],
  ])('%s', async (_, rules, red) => {
    const outcomes = await Promise.all(ROWS.filter(({ repository }) => repository === 'backend').map(async (row) => [row.name, await row.run({ rules })] as const));
    expect(Object.fromEntries(outcomes.flatMap(([name, run]) => (run.outcome === 'failed' ? [[name, run.mismatches[0]?.interaction]] : [])))).toEqual(red);
  });
});
