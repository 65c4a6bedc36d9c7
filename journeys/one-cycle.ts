import type { JsonObject } from '#core/json';
import { walk } from '#journeys/walk';
import type { Journey, JourneyParticipant } from '#journeys/world';

const DATASET = 'DKonecyc';
const PATIENCE_MS = 15_000;

/** Two edges, 100 and 300 samples; every number of the average can be worked out in the head. */
const participants: JourneyParticipant[] = [
  {
    edge: 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa', password: 'dummy-edge-password-1', samples: 100, accuracy: 0.5, flops: 1_000_000,
    weights: [
      { name: 'layer.weight', shape: [2, 2], dtype: 'float32', values: [1, 2, 3, 4] },
      { name: 'layer.bias', shape: [2], dtype: 'float32', values: [0.5, -0.5] },
    ],
  },
  {
    edge: 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb', password: 'dummy-edge-password-2', samples: 300, accuracy: 0.75, flops: 3_000_000,
    weights: [
      { name: 'layer.weight', shape: [2, 2], dtype: 'float32', values: [5, 6, 7, 8] },
      { name: 'layer.bias', shape: [2], dtype: 'float32', values: [1.5, 0.5] },
    ],
  },
];

/** (100·1 + 300·5) / 400 = 4 and so on. */
const AVERAGED = [
  { name: 'layer.weight', shape: [2, 2], dtype: 'float32', values: [4, 5, 6, 7] },
  { name: 'layer.bias', shape: [2], dtype: 'float32', values: [1.25, 0.25] },
];
/** (100·0.5 + 300·0.75) / 400 */
const ACCURACY = 0.6875;

const form = (fields: Record<string, string>, headers: Record<string, string> = {}): RequestInit => ({ method: 'POST', headers, body: new URLSearchParams(fields) });

const EXPERIMENT = {
  message: 'training', dataset_key: DATASET, epochs: '2', cycles: '1', model_name: 'one-cycle-model', optimizer: 'sgd',
  loss_function: '{"type":"standard","value":"crossentropy"}', learning_rate: '{"type":"constant","value":0.001}', batch_size: '16', name: 'one-cycle',
  category: 'image_classification', framework: 'pytorch', data_per_edge: JSON.stringify(Object.fromEntries(participants.map(({ edge, samples }) => [edge, samples]))),
};

/** An experiment's one cycle with two participants, from the data scientist's login to the leaderboard. */
export const oneCycle: Journey = {
  name: 'one-cycle',
  incident: "client#196's symptom (2026-06-04): no epoch result arrives through the requests-proxy, and the experiment never ends its cycle; the NetworkPolicy that caused it itself needs Ring 3",
  needs: { participants, averagingRule: 'sample-weighted' },
  run: (world) => walk(oneCycle, world, async ({ call, expect, until }) => {
    await world.given({ name: 'a data scientist', params: { email: 'ada@example.test', password: 'dummy-password', accountId: 1 } });
    await world.given({
      name: 'a dataset',
      params: { datasetId: DATASET, category: 'image_classification', edges: { [participants[0]?.edge ?? '']: 100, [participants[1]?.edge ?? '']: 300 }, classes: { cat: 250, dog: 150 } },
    });
    await world.given({ name: 'an uploaded model', params: { modelName: 'one-cycle-model', category: 'image_classification', framework: 'pytorch' } });

    const session = await call('sdk', 'the data scientist logs in', 200, '/api-token-auth/', form({ username: 'ada@example.test', password: 'dummy-password' }));
    const headers = { authorization: `Token ${String((session as { token: string }).token)}` };
    const started = await call('sdk', 'the experiment is started', 201, '/experiments/', form(EXPERIMENT, headers));
    const { experiment_key: key } = started as { experiment_key: string };

    const reported: JsonObject = { participants: participants.map(({ edge }) => ({ edge, lastEpoch: 2 })) };
    await until('both pods report their epochs through the requests-proxy and the bus', key, reported, PATIENCE_MS);
    await until('the FLOPs of both pods arrive', key, { flops: 4_000_000 }, PATIENCE_MS);
    await until('the averaged weights end the cycle', key, { status: 'FINISHED' }, PATIENCE_MS);

    expect('the state of the experiment', { experiment_key: key, status_display: 'Completed' }, await call('sdk', 'the state of the experiment', 200, `/experiment-status/${key}/`, { headers }));
    expect('the averaged weights are the golden ones', { tensors: AVERAGED }, await call('sdk', 'the averaged weights', 200, `/experiments/${key}/weights/`, { headers }));
    expect('the leaderboard shows the cycle', { results: [{ rank: 1, experimentKey: key, name: 'one-cycle', cycle: 1, accuracy: ACCURACY }] },
      await call('sdk', 'the leaderboard', 200, `/leaderboard/?dataset_id=${DATASET}`, { headers }));
  }),
};
