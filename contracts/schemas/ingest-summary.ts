import { type Template, eachLike, integer, like, regex, string } from '#core/matchers';
import { TASK_CATEGORIES } from '#contracts/vocabularies/task-categories';

const DATA_FORMATS = ['audio', 'image', 'tabular', 'text', 'video'];
const oneOf = (words: readonly string[], value: string) => regex(`^(${words.join('|')})$`, value);

/** An ingestion run's id: also the backend's idempotency key, together with the edge. */
export const INGESTOR = '33333333-3333-4333-8333-333333333333';
export const TABLE = 'dummy_table';

/**
 * The body of `POST /global_meta/summary/{table}/`: closed, so that a field more is a contract change. Optional ones are absent when not
 * known, never null or 0. `injestor_id`, the spelling of the ingestors before 0.5, is gone from the wire.
 */
export const ingestSummary = (over: Record<string, Template> = {}): Record<string, Template> => ({
  ingestor_id: regex('^\\S+$', INGESTOR), labels: like({ cat: 2, dog: 1 }), dataset_title: string('dummy dataset'), data_format: oneOf(DATA_FORMATS, 'image'),
  data_intent: oneOf(['test', 'train'], 'train'), category: oneOf(TASK_CATEGORIES, 'image_classification'), schema: like({ filename: 'VARCHAR(255)' }),
  samples: eachLike({ data_id: string('dummy-data-0001'), label: string('cat') }), meta_data: like({ extension: '.jpeg' }), record_count: integer(3), size_bytes: integer(3072),
  ...over,
});

/** What a registration answers, new or known. */
export const REGISTERED: Template = { dataset_id: integer(1), dataset_key: regex('^\\w+$', 'DKdummy1') };
