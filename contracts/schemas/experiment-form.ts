import type { TextTemplate } from '#core/contract';
import { regex } from '#core/matchers';

const any = (value: string): TextTemplate => regex('^[\\s\\S]*$', value);
const flag = (value: 'True' | 'False'): TextTemplate => regex('^(True|False)$', value);
const count = (value: string): TextTemplate => regex('^\\d+$', value);
const decimal = (value: string): TextTemplate => regex('^-?\\d+(\\.\\d+)?$', value);
const json = (value: string): TextTemplate => regex('^(\\{|\\[|\\d|null)[\\s\\S]*$', value);

const AUGMENTATION: Record<string, TextTemplate> = {
  featurewise_center: flag('False'), samplewise_center: flag('False'), featurewise_std_normalization: flag('False'),
  samplewise_std_normalization: flag('False'), zca_whitening: flag('False'), rotation_range: decimal('0'), width_shift_range: decimal('0.0'),
  height_shift_range: decimal('0.0'), brightness_range: any('None'), shear_range: decimal('0.0'), zoom_range: decimal('0.0'),
  channel_shift_range: decimal('0.0'), fill_mode: any('constant'), cval: decimal('0.0'), horizontal_flip: flag('False'),
  vertical_flip: flag('False'), rescale: any('None'),
};

const LANGUAGE_MODEL: Record<string, TextTemplate> = {
  tokenizer_id: any(''), lora_enabled: flag('False'), lora_r: count('8'), lora_alpha: count('16'), lora_dropout: decimal('0.05'), q_lora: flag('False'),
};

const PREPROCESSING: Record<string, TextTemplate> = {
  scaler: any('MinMaxScaler'), handle_missing_values: flag('True'), imputation_strategy: any('median'), encoding_strategy: any('label'),
  normalize_features: flag('True'), tabular_scaler: any('StandardScaler'), missingness_indicators: flag('False'),
};

/**
 * The form of `POST /experiments/` as the SDK sends it for an image model whose plan was left alone; complex values are JSON inside a
 * field. What is None there is not sent at all: `model_id`, `sequence_length`, `forecast_horizon`, an empty `subdataset`.
 */
export const EXPERIMENT_FORM: Record<string, TextTemplate> = {
  message: 'training', dataset_key: regex('^\\w+$', 'DKdummy1'), epochs: count('1'), cycles: count('1'), model_name: regex('^.+$', 'dummy-model'),
  optimizer: regex('^.+$', 'sgd'), loss_function: json('{"type": "standard", "value": "crossentropy"}'), learning_rate: json('{"type": "constant", "value": 0.001}'),
  batch_size: count('16'), seed: count('0'),
  ...AUGMENTATION,
  validation_split: decimal('0.1'), shuffle: flag('True'), layers_freeze: any(''), metrics: any('[\'accuracy\']'), objective: any(''),
  name: regex('^.+$', 'dummy-experiment'), model_type: any(''), aggregation_strategy: regex('^\\w+$', 'fedavg'), aggregation_hyperparameters: json('{}'),
  category: regex('^\\w+$', 'image_classification'), upperbound_time: any('0'), callbacks: any('[]'), pre_trained_weights: flag('False'),
  data_per_edge: json('{"11111111-1111-4111-8111-111111111111":100,"22222222-2222-4222-8222-222222222222":300}'),
  data_per_class: json('{"cat":250,"dog":150}'), data_shape: any('224'), data_type: any('rgb'), framework: regex('^\\w+$', 'pytorch'),
  ...LANGUAGE_MODEL,
  model_parameters: any('1000000'), utilisation_category: regex('^\\w+$', 'low'), feature_interaction: json('{}'),
  ...PREPROCESSING,
};
