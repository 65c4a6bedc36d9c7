import { afterEach, expect, test } from 'vitest';
import { oneCycle } from '#journeys/one-cycle';
import { podTokenExpires } from '#journeys/pod-token-expires';
import type { World } from '#journeys/world';
import { type EmbeddedWorld, embeddedWorld } from '#ring2/world/embedded';

let world: EmbeddedWorld | undefined;
afterEach(async () => { await world?.stop(); });

test('one cycle with two participants walks from login to leaderboard', async () => {
  world = await embeddedWorld(oneCycle);
  const { outcome, steps } = await oneCycle.run(world);
  expect(outcome).toEqual({ outcome: 'passed' });
  const arrows = steps.map(({ from, to, what }) => `${from} > ${to}: ${what.replace(/exp-\w+/, 'KEY')}`);
  const inOrder = [
    'sdk > backend: POST /api-token-auth/ → 200', 'sdk > backend: POST /experiments/ → 201', 'backend > service bus: message on training',
    'service bus > jobs-manager: message on training', 'training-pod > backend: GET /experiments/KEY/weights/ → 200', 'training-pod > requests-proxy: POST /experiments/ → 202',
    'requests-proxy > service bus: message on experiments', 'service bus > backend: message on experiments', 'training-pod > backend: POST /experiments/KEY/cycles/1/weights/ → 201',
    'backend > service bus: message on averaging', 'service bus > averaging-service: message on averaging', 'averaging-service > service bus: message on averaged',
    'service bus > backend: message on averaged', 'sdk > backend: GET /leaderboard/ → 200',
  ];
  expect(inOrder.map((arrow) => arrows.indexOf(arrow))).toEqual(inOrder.map((arrow) => arrows.indexOf(arrow)).sort((a, b) => a - b));
  expect(inOrder.filter((arrow) => !arrows.includes(arrow))).toEqual([]);
  expect(arrows.filter((arrow) => arrow === 'training-pod > requests-proxy: POST /experiments/ → 202')).toHaveLength(4);
});

test('a walk that waits in vain says what it waited for, and what was dead-lettered on the way', async () => {
  world = await embeddedWorld(oneCycle, { pods: 'nan-weights' });
  const { until } = world;
  const { outcome } = await oneCycle.run({ ...world, until: (key, awaited) => until(key, awaited, 'status' in awaited ? 300 : 10_000) });
  expect(outcome).toMatchObject({ outcome: 'failed', mismatches: [{ interaction: 'the averaged weights end the cycle', expected: expect.stringContaining('{"status":"FINISHED"} within') as string, advice: expect.stringContaining('averaging-service dead-lettered averaging: NotFinite') as string, actual: expect.stringContaining('"status":"RUNNING"') as string }] });
});

test('a world that lacks what a journey needs makes it inconclusive, never passed', async () => {
  world = await embeddedWorld(podTokenExpires);
  const poorer: World = { ...world };
  delete poorer.clock;
  expect((await podTokenExpires.run(poorer)).outcome).toEqual({ outcome: 'inconclusive', reason: 'This world cannot turn the clock.' });
});
