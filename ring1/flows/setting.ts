import type { ProviderState } from '#core/contract';

/** What the flows share: two edges that hold a dataset, a model for it, and its owner. */
export const EDGE_1 = '11111111-1111-4111-8111-111111111111';
export const EDGE_2 = '22222222-2222-4222-8222-222222222222';
export const DATASET = 'DKring01';
export const OWNER = 'olga@owner.example.test';
export const PASSWORD = 'dummy-password';

const edge = (id: number, username: string): ProviderState =>
  ({ name: 'an edge device', params: { id, username, password: PASSWORD, name: `edge-${id}`, namespace: `edge-${id}`, clusterId: null, accountId: 1 } });

export const person = (email: string, accountId: number): ProviderState => ({ name: 'a data scientist', params: { email, password: PASSWORD, accountId } });

export const SETTING: ProviderState[] = [
  person(OWNER, 1), edge(1, EDGE_1), edge(2, EDGE_2),
  { name: 'a dataset', params: { datasetId: DATASET, category: 'image_classification', edges: { [EDGE_1]: 100, [EDGE_2]: 300 }, classes: { cat: 250, dog: 150 } } },
  { name: 'an uploaded model', params: { modelName: 'ring1-model', category: 'image_classification', framework: 'pytorch' } },
];

export const EDGES = [EDGE_1, EDGE_2].map((username) => ({ username, password: PASSWORD }));

/** A published use case on the dataset, with the teams that have joined it. */
export const useCase = (...teams: { id: number; name: string; members: string[]; allocated: number; used?: number }[]): ProviderState[] => [
  { name: 'a use case', params: { id: 1, datasetId: DATASET, owner: OWNER } },
  ...teams.map((team) => ({ name: 'a team', params: { useCaseId: 1, ...team } })),
];

/** The form of an experiment on the dataset. */
export const experimentForm = (fields: Record<string, string> = {}): URLSearchParams => new URLSearchParams({
  message: 'training', dataset_key: DATASET, epochs: '1', cycles: '1', model_name: 'ring1-model', optimizer: 'sgd', loss_function: '{"type":"standard","value":"crossentropy"}',
  learning_rate: '{"type":"constant","value":0.001}', batch_size: '16', name: 'ring1', category: 'image_classification', framework: 'pytorch',
  data_per_edge: JSON.stringify({ [EDGE_1]: 100, [EDGE_2]: 300 }), ...fields,
});
