import type { Json } from '#core/json';
import { type Template, type TensorJson, eachLike, integer, like, regex, string } from '#core/matchers';

export const EXPERIMENT = 'exp-dummy-0001';
/** Edges are named by their Client ID (the login of the edge device). */
export const EDGE_1 = '11111111-1111-4111-8111-111111111111';
export const EDGE_2 = '22222222-2222-4222-8222-222222222222';

/** Two participants whose average can be done in the head, in numbers that binary floating point holds exactly. */
export const WEIGHTS_1: TensorJson[] = [
  { name: 'layer.weight', shape: [2, 2], dtype: 'float32', values: [1, 2, 3, 4] },
  { name: 'layer.bias', shape: [2], dtype: 'float32', values: [0.5, -0.5] },
];
export const WEIGHTS_2: TensorJson[] = [
  { name: 'layer.weight', shape: [2, 2], dtype: 'float32', values: [5, 6, 7, 8] },
  { name: 'layer.bias', shape: [2], dtype: 'float32', values: [1.5, 0.5] },
];

/** The two participants as the parameters of a provider state: 100 and 300 samples. */
export const PARTICIPANTS: Json[] = [
  { edge: EDGE_1, samples: 100, tensors: WEIGHTS_1 },
  { edge: EDGE_2, samples: 300, tensors: WEIGHTS_2 },
];

/** (1+5)/2 … : every participant counts the same. */
export const GOLDEN_MEAN: TensorJson[] = [
  { name: 'layer.weight', shape: [2, 2], dtype: 'float32', values: [3, 4, 5, 6] },
  { name: 'layer.bias', shape: [2], dtype: 'float32', values: [1, 0] },
];

/** (100·1+300·5)/400 … : a participant counts by its samples. */
export const GOLDEN_SAMPLE_WEIGHTED: TensorJson[] = [
  { name: 'layer.weight', shape: [2, 2], dtype: 'float32', values: [4, 5, 6, 7] },
  { name: 'layer.bias', shape: [2], dtype: 'float32', values: [1.25, 0.25] },
];

/** What tells the averaging-service to average: the participants of one cycle and where their weights lie. */
export const AVERAGING_CONTENTS: Template = {
  experimentKey: string(EXPERIMENT),
  cycle: integer(1),
  participants: eachLike({
    edge: regex('^\\S+$', EDGE_1), samples: integer(100),
    weightsFile: regex('^[^/]+_[^/]+_\\d+_weights\\.(json|pkl|safetensors)$', `${EDGE_1}_${EXPERIMENT}_1_weights.json`),
  }, 2),
};

/** The averaging queue's name is not public: a documented default, to be replaced by the owner. */
export const AVERAGING_QUEUE = 'averaging';

export const anyMetrics = (): Template => like({ loss: 0.5, accuracy: 0.5 });
