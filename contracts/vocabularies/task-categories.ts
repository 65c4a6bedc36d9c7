import type { Evidence } from '#core/contract';
import type { Vocabulary } from '#core/requirement/vocabulary';

/** The task categories that a dataset, a model and an ingestion can have. */
export const TASK_CATEGORIES = [
  'image_classification', 'object_detection', 'keypoint_detection', 'semantic_segmentation', 'text_classification', 'token_classification',
  'sentence_pair_classification', 'tabular_classification', 'tabular_regression', 'time_series_forecasting', 'time_series_classification',
  'time_to_event_prediction', 'masked_language_modeling', 'causal_language_modeling', 'seq2seq', 'embeddings',
] as const;

const schemas: Evidence = { kind: 'code', source: 'tracebloc-ingestor 0.8.94 (PyPI) contracts/schema/ingest.v1.json, layout.v1.json, backend_api.v1.json, which list the same 16; tracebloc/cli@e8af6f1 internal/schema/ingest.v1.json' };

/** Three copies of one list drifted apart before: whatever has a list of its own is held to this one. */
export const CATEGORY_WORDS: Vocabulary = {
  subject: 'task categories',
  words: TASK_CATEGORIES.map((word) => ({ description: `${word} is a category`, word, means: word, evidence: schemas, incident: 'client-runtime#162' })),
  unknown: [{ description: 'instance_segmentation is none: no trainer knows it', word: 'instance_segmentation', evidence: schemas, incident: 'data-ingestors#146' }],
};
