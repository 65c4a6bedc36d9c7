import { type Template, integer, number, regex, string } from '#core/matchers';
import { EDGE_1, EXPERIMENT, anyMetrics } from '#contracts/schemas/weights';

/** The queue of dispatches: a default, as its name is not public. */
export const TRAINING_QUEUE = 'training';
/** Names from the chart: tracebloc/client templates/requests-proxy-deployment.yaml. */
export const RESULTS_QUEUE = 'experiments';
export const FLOPS_QUEUE = 'flops';

/** One epoch's result: the edge is named inside, the bus cannot tell who sent it. */
export const EPOCH_RESULT: Template = { experimentKey: string(EXPERIMENT), edge: regex('^\\S+$', EDGE_1), cycle: integer(1), epoch: integer(1), metrics: anyMetrics() };
export const FLOPS_REPORT: Template = { experimentKey: string(EXPERIMENT), edge: regex('^\\S+$', EDGE_1), cycle: integer(1), flops: number(1_000_000) };

/** What tells one edge to train one cycle. */
export const DISPATCH: Template = {
  experimentKey: string(EXPERIMENT), edge: regex('^\\S+$', EDGE_1), cycle: integer(1), epochs: integer(2), samples: integer(100),
  modelName: string('dummy-model'), datasetId: string('DKdummy1'), category: string('image_classification'), framework: string('pytorch'),
};
