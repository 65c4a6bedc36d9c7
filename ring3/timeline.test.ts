import { expect, it } from 'vitest';
import { silent } from '#core/report';
import { createTimeline, timelineLines } from '#ring3/timeline';

it('keeps a stage that failed', async () => {
  const timeline = createTimeline(silent);
  await expect(timeline.stage('broken', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(timeline.stage('whole', () => Promise.resolve(1))).resolves.toBe(1);
  expect(timeline.spans.map(({ stage }) => stage)).toEqual(['broken', 'whole']);
});

it('draws when each stage began and how long it took', () =>
  expect(timelineLines([{ stage: 'cluster', at: 0, took: 5_000 }, { stage: 'rung 0', at: 5_000, took: 15_000 }], 8)).toEqual([
    '   0.0 s cluster    5.0 s  ██',
    '   5.0 s rung 0    15.0 s    ██████',
  ]));

it('draws nothing of nothing', () => expect(timelineLines([])).toEqual([]));
