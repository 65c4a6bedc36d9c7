import type { JsonObject } from '#core/json';
import type { BackendContext } from '#emulators/platform/backend/context';
import type { Experiment, Participant } from '#emulators/platform/backend/state';
import { weightedAccuracy } from '#emulators/platform/backend/state-cycle';
import type { StateSetup } from '#emulators/platform/http/control';
import { params } from '#emulators/platform/http/params';
import type { Tensor } from '#emulators/platform/weights/tensor';

/** What a model holds before its first training, where a state does not say. */
const INITIAL: Tensor[] = [
  { name: 'layer.weight', shape: [2, 2], dtype: 'float32', values: [0, 0, 0, 0] },
  { name: 'layer.bias', shape: [2], dtype: 'float32', values: [0, 0] },
];

const tensorsOf = (given: JsonObject, name: string): Tensor[] => (given[name] === undefined ? INITIAL : (params(given).objects(name) as unknown as Tensor[]));

/** Provider states of datasets, models and experiments. */
export const givenTraining = ({ state, weights }: BackendContext): Record<string, StateSetup> => {
  const addDataset = (datasetId: string, edges: Record<string, number>, given: JsonObject) => {
    const p = params(given);
    state.datasets.set(datasetId, {
      datasetId, category: p.text('category', 'image_classification'), tableName: p.text('tableName', 'dummy_table'), edges,
      classes: p.object<number>('classes', { cat: 1, dog: 1 }), schema: p.object<string>('schema', {}),
    });
  };
  const addModel = (name: string, given: JsonObject) => void state.models.set(name, {
    name, category: params(given).text('category', 'image_classification'), framework: params(given).text('framework', 'pytorch'),
    source: params(given).text('source', 'framework = "pytorch"\n'), weights: tensorsOf(given, 'weights'),
  });
  const addExperiment = async (given: JsonObject, participants: Participant[], status: Experiment['status']) => {
    const p = params(given);
    const key = p.text('experimentKey');
    const experiment: Experiment = {
      key, name: p.text('name', 'dummy-experiment'), datasetId: p.text('datasetId', 'DKdummy1'), modelName: p.text('modelName', 'dummy-model'),
      accountId: p.number('accountId', 1), teamId: null, runKind: 'training', cycles: p.number('cycles', 1), epochs: p.number('epochs', 1), cycle: p.number('cycle', 1), status, participants,
      averaged: false, averagingRequested: false, currentWeights: `initial_${key}_0_weights.json`, flops: 0,
      flopsOf: new Map(), accuracy: status === 'FINISHED' ? weightedAccuracy(participants) : null, finishedCycles: [],
    };
    if (status === 'FINISHED') experiment.finishedCycles.push({ cycle: experiment.cycle, accuracy: experiment.accuracy, modelWeightsFile: experiment.currentWeights });
    state.experiments.set(key, experiment);
    await weights.put(experiment.currentWeights, tensorsOf(given, 'weights'));
  };
  return {
    'a dataset': (given) => addDataset(params(given).text('datasetId'), params(given).object<number>('edges'), given),
    'an uploaded model': (given) => addModel(params(given).text('modelName'), given),
    'an experiment': (given) => addExperiment(given, participantsOf(params(given).objects('participants')), status(params(given).text('status', 'RUNNING'))),
    'a running experiment': (given) => addExperiment(given, participantsOf(Object.entries(params(given).object<number>('edges')).map(([edge, samples]) => ({ edge, samples }))), 'RUNNING'),
    'a cycle waiting for its last participant': (given) => addExperiment(given, participantsOf(params(given).objects('participants')), 'RUNNING'),
    'an experiment ready to start': (given) => {
      addDataset(params(given).text('datasetId'), params(given).object<number>('edges'), given);
      addModel(params(given).text('modelName'), given);
    },
  };
};

const participantsOf = (rows: JsonObject[]): Participant[] => rows.map((row) => ({
  edge: params(row).text('edge'), samples: params(row).number('samples'), weightsFile: null, lastEpoch: 0,
  metrics: row['metrics'] === undefined ? null : params(row).object<number>('metrics'),
}));

function status(text: string): Experiment['status'] {
  if (text !== 'PENDING' && text !== 'RUNNING' && text !== 'PAUSED' && text !== 'FINISHED') throw new Error(`there is no experiment status "${text}"`);
  return text;
}
