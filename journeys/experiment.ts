import { type Json, isObject } from '#core/json';
import type { Walk } from '#journeys/walk';
import type { JourneyParticipant } from '#journeys/world';

/** Two edges, 100 and 300 samples; every number of the average can be worked out in the head. */
export const ADA: JourneyParticipant = {
  edge: 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa', password: 'dummy-edge-password-1', samples: 100, accuracy: 0.5, flops: 1_000_000,
  weights: [
    { name: 'layer.weight', shape: [2, 2], dtype: 'float32', values: [1, 2, 3, 4] },
    { name: 'layer.bias', shape: [2], dtype: 'float32', values: [0.5, -0.5] },
  ],
};
export const BEN: JourneyParticipant = {
  edge: 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb', password: 'dummy-edge-password-2', samples: 300, accuracy: 0.75, flops: 3_000_000,
  weights: [
    { name: 'layer.weight', shape: [2, 2], dtype: 'float32', values: [5, 6, 7, 8] },
    { name: 'layer.bias', shape: [2], dtype: 'float32', values: [1.5, 0.5] },
  ],
};

/** (100·1 + 300·5) / 400 = 4 and so on. */
export const SAMPLE_WEIGHTED: Json = [
  { name: 'layer.weight', shape: [2, 2], dtype: 'float32', values: [4, 5, 6, 7] },
  { name: 'layer.bias', shape: [2], dtype: 'float32', values: [1.25, 0.25] },
];
/** (1 + 5) / 2 = 3 and so on. */
export const MEAN: Json = [
  { name: 'layer.weight', shape: [2, 2], dtype: 'float32', values: [3, 4, 5, 6] },
  { name: 'layer.bias', shape: [2], dtype: 'float32', values: [1, 0] },
];

export const DATASET = 'DKjourney';
const EMAIL = 'ada@example.test';
const MODEL = 'journey-model';

export const form = (fields: Record<string, string>, headers: Record<string, string> = {}): RequestInit => ({ method: 'POST', headers, body: new URLSearchParams(fields) });
export const json = (body: Json, headers: Record<string, string> = {}): RequestInit => ({ method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });

/** A field that a later call needs; '' makes that call fail in its own words. */
const textIn = (body: Json, name: string): string => (isObject(body) && typeof body[name] === 'string' ? body[name] : '');

/** A data scientist with a model and a dataset that the participants hold, logged in; answers the headers of the session. */
export async function logIn({ world, call }: Walk, participants: readonly JourneyParticipant[]): Promise<{ authorization: string }> {
  const edges = Object.fromEntries(participants.map(({ edge, samples }) => [edge, samples]));
  await world.given({ name: 'a data scientist', params: { email: EMAIL, password: 'dummy-password', accountId: 1 } });
  await world.given({ name: 'a dataset', params: { datasetId: DATASET, category: 'image_classification', edges, classes: { cat: 250, dog: 150 } } });
  await world.given({ name: 'an uploaded model', params: { modelName: MODEL, category: 'image_classification', framework: 'pytorch' } });
  const session = await call('sdk', 'the data scientist logs in', 200, '/api-token-auth/', form({ username: EMAIL, password: 'dummy-password' }));
  return { authorization: `Token ${textIn(session, 'token')}` };
}

export interface Plan {
  participants: readonly JourneyParticipant[];
  name?: string;
  cycles?: number;
  epochs?: number;
}

/** Starts an experiment and answers its key. */
export async function start({ call }: Walk, headers: Record<string, string>, { participants, name = 'journey', cycles = 1, epochs = 2 }: Plan): Promise<string> {
  const started = await call('sdk', 'the experiment is started', 201, '/experiments/', form({
    message: 'training', dataset_key: DATASET, epochs: String(epochs), cycles: String(cycles), model_name: MODEL, optimizer: 'sgd',
    loss_function: '{"type":"standard","value":"crossentropy"}', learning_rate: '{"type":"constant","value":0.001}', batch_size: '16', name,
    category: 'image_classification', framework: 'pytorch', data_per_edge: JSON.stringify(Object.fromEntries(participants.map(({ edge, samples }) => [edge, samples]))),
  }, headers));
  return textIn(started, 'experiment_key');
}

/** The weights from which the experiment's next training starts. */
export const weightsOf = ({ call }: Walk, headers: Record<string, string>, key: string): Promise<Json> =>
  call('sdk', 'the averaged weights', 200, `/experiments/${key}/weights/`, { headers });

export const leaderboard = ({ call }: Walk, headers: Record<string, string>): Promise<Json> => call('sdk', 'the leaderboard', 200, `/leaderboard/?dataset_id=${DATASET}`, { headers });

/** As an edge's own jobs-manager logs in: the headers of its calls. */
export async function edgeHeaders({ call }: Walk, { edge, password }: JourneyParticipant): Promise<{ authorization: string }> {
  const session = await call('jobs-manager', `the edge ${edge.slice(0, 8)} logs in`, 200, '/api-token-auth/', json({ username: edge, password }));
  return { authorization: `Token ${textIn(session, 'token')}` };
}
