import { type Json, type JsonObject, isObject } from '#core/json';
import { CATEGORIES } from '#emulators/platform/categories';
import type { Summary } from '#emulators/platform/backend/state-ingest';
import { count, holdFields, list, object, oneOf, text, textOf } from '#emulators/platform/http/fields';
import { refuse } from '#emulators/platform/http/route';

const labels = (value: Json): string | undefined =>
  object(value) ?? (isObject(value) && Object.values(value).every((one) => count(one) === undefined) ? undefined : 'Every label has a count.');

/** Only a test set's samples go without a label: its targets stay in the cluster. */
const samples = (intent: Json | undefined) => (value: Json): string | undefined => {
  const known = intent === 'test' ? ['data_id'] : ['data_id', 'label'];
  const fits = (one: Json) => isObject(one) && typeof one['data_id'] === 'string' && Object.keys(one).every((name) => known.includes(name));
  return list(value) ?? (Array.isArray(value) && value.length <= 10 && value.every(fits) ? undefined : `At most 10 samples of ${known.join(' and ')}.`);
};

/** Reads the body of an ingestion run's summary. @throws Refused `invalid` */
export function readSummary(body: JsonObject, tableName: string): Summary {
  holdFields(body, {
    ingestor_id: text, labels, dataset_title: text, data_format: oneOf(['audio', 'image', 'tabular', 'text', 'video']), data_intent: oneOf(['test', 'train']),
    category: oneOf(CATEGORIES), schema: object, samples: samples(body['data_intent']), meta_data: object,
  }, { physical_table: text, record_count: count, size_bytes: count, example: () => undefined });
  // No run of the virtual platform is the first-run example bundle.
  if (body['example'] !== undefined) refuse({ code: 'invalid', fields: { example: ['This dataset is not the example.'] } });
  return {
    ingestorId: textOf(body, 'ingestor_id'), title: textOf(body, 'dataset_title'), tableName, category: textOf(body, 'category'), dataFormat: textOf(body, 'data_format'),
    intent: textOf(body, 'data_intent'), labels: body['labels'] as Record<string, number>, schema: body['schema'] as Record<string, string>,
    metaData: body['meta_data'] as JsonObject, recordCount: body['record_count'] as number | undefined,
  };
}
