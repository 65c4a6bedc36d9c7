import { type BackendRoute, userOf } from '#emulators/platform/backend/caller';
import type { BackendContext } from '#emulators/platform/backend/context';
import { INFERENCE_FIELDS } from '#emulators/platform/backend/experiment-form';
import { bothSpellings } from '#emulators/platform/backend/spellings';
import { startInference } from '#emulators/platform/backend/training';
import { anything, holdFields, text, textOf } from '#emulators/platform/http/fields';

/** Scores a stored model on a use case's test set, without training. Request and answer of SDK 1.2.63 (tracebloc/inference.py). */
export const inferenceRoutes = (context: BackendContext): BackendRoute[] => [
  {
    method: 'POST',
    path: '/experiments/inference-only/',
    async handle(call) {
      const { body } = call;
      holdFields(body, { dataset_key: text, model_name: text, name: text }, { template: text, ...Object.fromEntries(INFERENCE_FIELDS.map((name) => [name, anything])) });
      const { experiment, inferenceId } = await startInference(context, userOf(call), { name: textOf(body, 'name'), datasetId: textOf(body, 'dataset_key'), modelName: textOf(body, 'model_name') });
      return { status: 201, body: { ...bothSpellings({ experiment_key: experiment.key }), run_kind: 'inference', pre_trained_weights: true, inference_id: inferenceId } };
    },
  },
];
