import type { JsonObject } from '#core/json';
import type { ExperimentPlan } from '#emulators/platform/backend/state-experiment';
import { anything, holdFields, text, textOf } from '#emulators/platform/http/fields';
import { refuse } from '#emulators/platform/http/route';

/** Which fields the backend insists on is not public: these are the ones an experiment is nothing without. */
const MANDATORY = ['message', 'dataset_key', 'epochs', 'cycles', 'model_name', 'optimizer', 'loss_function', 'learning_rate', 'batch_size', 'name', 'category', 'framework', 'data_per_edge'];
const OPTIONAL = [
  'seed', 'featurewise_center', 'samplewise_center', 'featurewise_std_normalization', 'samplewise_std_normalization', 'zca_whitening', 'rotation_range',
  'width_shift_range', 'height_shift_range', 'brightness_range', 'shear_range', 'zoom_range', 'channel_shift_range', 'fill_mode', 'cval', 'horizontal_flip',
  'vertical_flip', 'rescale', 'validation_split', 'shuffle', 'layers_freeze', 'metrics', 'objective', 'model_type', 'upperbound_time', 'callbacks',
  'pre_trained_weights', 'subdataset', 'data_per_class', 'data_shape', 'data_type', 'model_id', 'tokenizer_id', 'lora_enabled', 'lora_r',
  'lora_alpha', 'lora_dropout', 'q_lora', 'model_parameters', 'utilisation_category', 'feature_interaction', 'aggregation_strategy',
  'aggregation_hyperparameters', 'sequence_length', 'forecast_horizon', 'scaler', 'handle_missing_values', 'imputation_strategy', 'encoding_strategy',
  'normalize_features', 'tabular_scaler', 'missingness_indicators',
];

/** Fields of an inference beside those it cannot do without: the training's, less what the platform decides (SDK 1.2.63 tracebloc/inference.py). */
export const INFERENCE_FIELDS = [...MANDATORY, ...OPTIONAL].filter((name) => !['message', 'pre_trained_weights', 'data_per_edge', 'dataset_key', 'model_name', 'name'].includes(name));

/** Reads the form of `POST /experiments/`; complex values are JSON inside a field. @throws Refused `mandatory-fields`, `invalid` */
export function readExperimentForm(form: JsonObject): ExperimentPlan {
  if (MANDATORY.some((name) => textOf(form, name) === '')) refuse({ code: 'mandatory-fields' });
  holdFields(form, Object.fromEntries(MANDATORY.map((name) => [name, text])), Object.fromEntries(OPTIONAL.map((name) => [name, anything])));
  return {
    name: textOf(form, 'name'), datasetId: textOf(form, 'dataset_key'), modelName: textOf(form, 'model_name'),
    epochs: count(form, 'epochs'), cycles: count(form, 'cycles'), dataPerEdge: countsByEdge(textOf(form, 'data_per_edge')),
  };
}

function count(form: JsonObject, name: string): number {
  const value = Number(form[name]);
  return Number.isInteger(value) && value > 0 ? value : refuse({ code: 'invalid', fields: { [name]: ['A valid positive integer is required.'] } });
}

function countsByEdge(json: string): Record<string, number> {
  const problem = () => refuse({ code: 'invalid', fields: { data_per_edge: ['A JSON object of samples by edge is required.'] } });
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return problem();
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return problem();
  if (!Object.values(value).every((samples) => Number.isInteger(samples) && Number(samples) > 0)) return problem();
  return value as Record<string, number>;
}
