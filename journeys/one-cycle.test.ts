import { ServiceBusClient } from '@azure/service-bus';
import { afterEach, expect, test } from 'vitest';
import { oneCycle } from '#journeys/one-cycle';
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

test('weights that are not numbers are dead-lettered with the reason, and the walk says what it waited for', async () => {
  const [spoiler] = oneCycle.needs.participants;
  world = await embeddedWorld(oneCycle, (edge) => (edge === spoiler?.edge ? 'nan-weights' : 'honest'));
  const { until } = world;
  const { outcome } = await oneCycle.run({ ...world, until: (key, awaited) => until(key, awaited, 'status' in awaited ? 300 : 10_000) });
  expect(outcome).toMatchObject({ outcome: 'failed', mismatches: [{ interaction: 'the averaged weights end the cycle', expected: expect.stringContaining('{"status":"FINISHED"} within') as string, advice: expect.stringContaining('averaging-service dead-lettered averaging: NotFinite') as string, actual: expect.stringContaining('"status":"RUNNING"') as string }] });
  const client = new ServiceBusClient(world.connectionString);
  const [dead] = await client.createReceiver('averaging', { subQueueType: 'deadLetter' }).receiveMessages(1, { maxWaitTimeInMs: 5_000 });
  expect(dead?.deadLetterReason).toBe('NotFinite');
  expect(dead?.deadLetterErrorDescription).toContain('NaN in layer.weight at 0');
  await client.close();
});
