import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf } from '#core/errors';
import type { JsonObject } from '#core/json';
import { LAYOUTS, type Layout } from '#emulators/platform/data-ingestors/layouts';
import { type Row, readSource } from '#emulators/platform/data-ingestors/read-source';
import { tableColumns } from '#emulators/platform/data-ingestors/state-table';

export interface IngestRun {
  category: string;
  table: string;
  title: string;
  ingestorId: string;
  /** The column that holds the label; without one the category has none, or its annotations say it. */
  label?: string;
  /** Types of the dataset's own columns. */
  schema: Record<string, string>;
  /** Where the source lies, and where `<table>/` goes. */
  source: string;
  storage: string;
  backendUrl: string;
  token: string;
  fetch?: typeof globalThis.fetch;
}

export type Ingested =
  | { outcome: 'registered'; datasetKey: string; columns: Record<string, string>; rows: Row[]; files: string[] }
  | { outcome: 'failed'; reason: string };

/**
 * One run as the ingestor makes it: reads and holds the whole source, copies its files flat into `<storage>/<table>/`, registers the
 * dataset in one call. A run that fails says so to the backend and registers nothing. Rows stay in memory: there is no MySQL.
 */
export async function ingest(run: IngestRun): Promise<Ingested> {
  const { fetch = globalThis.fetch, backendUrl, token } = run;
  const post = (path: string, body: JsonObject) => fetch(`${backendUrl}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `TOKEN ${token}` }, body: JSON.stringify(body) });
  const failed = async (reason: string, slug: string): Promise<Ingested> => {
    await post('/global_meta/ingest_failure/', { ingestor_id: run.ingestorId, reason: slug });
    return { outcome: 'failed', reason };
  };
  const layout = LAYOUTS[run.category];
  if (!layout) return failed(`${run.category} is no category`, 'unknown_category');
  try {
    const columns = tableColumns(run.schema);
    const { rows, files, bytes, columns: named } = await readSource(run.source, layout, run.label);
    const untyped = named.find((name) => columns[name] === undefined);
    if (untyped) throw new Error(`the column ${untyped} has no type`);
    const folder = join(run.storage, run.table);
    await mkdir(folder, { recursive: true });
    for (const { from, name } of files) await copyFile(join(run.source, from), join(folder, name));
    const response = await post(`/global_meta/summary/${run.table}/`, { ...summary(run, layout, rows), size_bytes: bytes });
    if (response.status !== 201) return await failed(`the backend answered ${response.status} ${await response.text()}`, 'registration_failed');
    const { dataset_key: datasetKey } = (await response.json()) as { dataset_key: string };
    return { outcome: 'registered', datasetKey, columns, rows, files: files.map(({ name }) => name) };
  } catch (error) {
    return failed(reasonOf(error), 'validation_failed');
  }
}

/** Only ids, labels and counts leave the cluster, never a feature. */
function summary({ category, title, ingestorId, schema }: IngestRun, { family, labelled }: Layout, rows: Row[]): JsonObject {
  const labels: Record<string, number> = {};
  if (labelled) for (const { label = '' } of rows) labels[label] = (labels[label] ?? 0) + 1;
  return {
    ingestor_id: ingestorId, labels, dataset_title: title, data_format: family, data_intent: 'train', category, schema,
    samples: rows.slice(0, 10).map(({ data_id: id = '', label = '' }) => ({ data_id: id, label: labelled ? label : '' })),
    meta_data: { extension: rows[0]?.['extension'] ?? '' }, record_count: rows.length,
  };
}
