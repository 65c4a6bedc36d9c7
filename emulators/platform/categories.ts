/** The task categories that the services of the virtual platform know; a test holds them to the contracts' own list. */
export const CATEGORIES: readonly string[] = [
  'image_classification', 'object_detection', 'keypoint_detection', 'semantic_segmentation', 'text_classification', 'token_classification',
  'sentence_pair_classification', 'tabular_classification', 'tabular_regression', 'time_series_forecasting', 'time_series_classification',
  'time_to_event_prediction', 'masked_language_modeling', 'causal_language_modeling', 'seq2seq', 'embeddings',
];
