import type { BackendState, Dataset, EdgeDevice, Ingest } from '#emulators/platform/backend/state';
import { refuse } from '#emulators/platform/http/route';

/** An ingestion run's summary, held to its fields. */
export interface Summary {
  ingestorId: string;
  title: string;
  tableName: string;
  category: string;
  dataFormat: string;
  intent: string;
  labels: Record<string, number>;
  schema: Record<string, string>;
  metaData: Record<string, unknown>;
  /** In the category's unit; without it the sum of the labels. */
  recordCount: number | undefined;
}

export const ingestOf = (state: BackendState, device: EdgeDevice, ingestorId: string): Ingest | undefined =>
  state.ingests.find((one) => one.owner === device.username && one.ingestorId === ingestorId);

/**
 * Registers a run's dataset once: a second summary of the same edge and run is answered with the first one's dataset.
 * The dataset can then be linked like any other.
 */
export function registerIngest(state: BackendState, device: EdgeDevice, summary: Summary, datasetKey: string): { ingest: Ingest; known: boolean } {
  const known = ingestOf(state, device, summary.ingestorId);
  if (known) return { ingest: known, known: true };
  const { ingestorId, tableName, category, dataFormat, intent, labels, schema, metaData, recordCount } = summary;
  const records = recordCount ?? Object.values(labels).reduce((sum, count) => sum + count, 0);
  const dataset: Dataset = { datasetId: datasetKey, category, tableName, edges: { [device.username]: records }, classes: labels, schema };
  state.datasets.set(datasetKey, dataset);
  const ingest: Ingest = { id: state.ingests.length + 1, ingestorId, owner: device.username, datasetKey, tableName, dataFormat, intent, metaData };
  state.ingests.push(ingest);
  return { ingest, known: false };
}

/** Writes a table's schema and metadata anew, never a dataset. @throws Refused `not-found` */
export function backfill(state: BackendState, device: EdgeDevice, tableName: string, schema: Record<string, string>, metaData: Record<string, unknown>): void {
  const ingest = state.ingests.find((one) => one.owner === device.username && one.tableName === tableName) ?? refuse({ code: 'not-found' });
  const dataset = state.datasets.get(ingest.datasetKey);
  if (dataset) dataset.schema = schema;
  ingest.metaData = metaData;
}

/** Notes why a run ended without a dataset; false when it did register one. */
export function reportFailure(state: BackendState, device: EdgeDevice, ingestorId: string, reason: string): boolean {
  if (ingestOf(state, device, ingestorId)) return false;
  state.failedIngests.push({ owner: device.username, ingestorId, reason });
  return true;
}
