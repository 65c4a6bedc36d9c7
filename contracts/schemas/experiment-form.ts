import type { TextTemplate } from '#core/contract';
import { regex } from '#core/matchers';

const any = (value: string): TextTemplate => regex('^[\\s\\S]*$', value);
const flag = (value: 'True' | 'False'): TextTemplate => regex('^(True|False|true|false)$', value);
const count = (value: string): TextTemplate => regex('^\\d+$', value);
const decimal = (value: string): TextTemplate => regex('^-?\\d+(\\.\\d+)?$', value);
const json = (value: string): TextTemplate => regex('^(\\{|\\[|\\d|null)[\\s\\S]*$', value);

const AUGMENTATION: Record<string, TextTemplate> = {
  featurewise_center: flag('False'), samplewise_center: flag('False'), featurewise_std_normalization: flag('False'),
  samplewise_std_normalization: flag('False'), zca_whitening: flag('False'), rotation_range: decimal('0'), width_shift_range: decimal('0.0'),
  height_shift_range: decimal('0.0'), brightness_range: any(''), shear_range: decimal('0.0'), zoom_range: decimal('0.0'),
  channel_shift_range: decimal('0.0'), fill_mode: any('nearest'), cval: decimal('0.0'), horizontal_flip: flag('False'),
  vertical_flip: flag('False'), rescale: any(''),
};

const LANGUAGE_MODEL: Record<string, TextTemplate> = {
  hf_token: any(''), tokenizer_id: any(''), lora_enabled: flag('False'), lora_r: any(''), lora_alpha: any(''), lora_dropout: any(''), q_lora: flag('False'),
};

/** The form of `POST /experiments/`, every field under its exact name; complex values are JSON inside a field. */
export const EXPERIMENT_FORM: Record<string, TextTemplate> = {
  message: 'training', datasetId: regex('^\\w+$', 'DKdummy1'), epochs: count('1'), cycles: count('1'), modelName: regex('^.+$', 'dummy-model'),
  optimizer: regex('^.+$', 'sgd'), lossFunction: json('{"type":"standard","value":"crossentropy"}'), learningRate: json('{"type":"constant","value":0.001}'),
  batchSize: count('16'), seed: flag('False'),
  ...AUGMENTATION,
  validation_split: decimal('0.1'), shuffle: flag('True'), layersFreeze: any(''), metrics: any('["accuracy"]'), objective: any(''),
  name: regex('^.+$', 'dummy-experiment'), model_type: any(''), category: regex('^\\w+$', 'image_classification'), upperboundTime: any('0'), callbacks: any(''),
  pre_trained_weights: flag('False'), subdataset: any(''),
  data_per_edge: json('{"11111111-1111-4111-8111-111111111111":100,"22222222-2222-4222-8222-222222222222":300}'),
  data_per_class: any('{"cat":250,"dog":150}'), data_shape: any('224'), data_type: any('rgb'), framework: regex('^\\w+$', 'pytorch'), model_id: any(''),
  ...LANGUAGE_MODEL,
  model_parameters: any('{}'), utilisation_category: regex('^\\w+$', 'low'), feature_interaction: json('{}'),
};
