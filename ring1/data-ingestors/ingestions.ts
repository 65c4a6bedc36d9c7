import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadContract } from '#contracts/load';
import { TASK_CATEGORIES } from '#contracts/vocabularies/task-categories';
import { route } from '#core/interaction-match';
import { type Ingested, ingest } from '#emulators/platform/data-ingestors/ingest';
import { FRAMEWORK_COLUMNS } from '#emulators/platform/data-ingestors/state-table';
import { SOURCES, type Source, writeSource } from '#ring1/data-ingestors/sources';
import { EDGE_1, OWNER, PASSWORD, SETTING } from '#ring1/flows/setting';
import { BACKEND, type InProcessPlatform, inProcessPlatform } from '#ring1/platform';
import type { Row } from '#ring1/row';
import { type Steps, outcomeOf, signIn } from '#ring1/steps';

export const ingestions: Row = {
  name: 'data-ingestors templates',
  repository: 'data-ingestors',
  wording: 'One per-template test that runs the ingestor against a tiny real CSV / Parquet / image folder and asserts the output schema + file layout',
  incident: 'data-ingestors#187 (2026-06-09): rows in, nothing in the catalogue; data-ingestors#213: a label for a category that has none; data-ingestors#212: mask_id lost in the row',
  ranBy: 'stand-in',
  file: 'ring1/data-ingestors/ingestions.ts',
  run: () => outcomeOf('data-ingestors', walk),
};

const RUN = '33333333-3333-4333-8333-333333333333';

async function walk(steps: Steps): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ringproof-ring1-'));
  try {
    for (const category of TASK_CATEGORIES) await oneCategory(steps, category, SOURCES[category] as Source, join(folder, category));
    await broken(steps, join(folder, 'broken'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function run(platform: InProcessPlatform, category: string, source: Source, folder: string): Promise<Ingested> {
  await writeSource(join(folder, 'source'), source);
  await platform.given(...SETTING);
  const login = await platform.fetch(`${BACKEND}/api-token-auth/`, { method: 'POST', body: new URLSearchParams({ username: EDGE_1, password: PASSWORD }) });
  const { token } = (await login.json()) as { token: string };
  return ingest({ category, table: 'ring1_table', title: category, ingestorId: RUN, ...(source.label !== undefined && { label: source.label }), schema: source.schema, source: join(folder, 'source'), storage: folder, backendUrl: BACKEND, token, fetch: platform.fetch });
}

async function oneCategory({ expect, none }: Steps, category: string, source: Source, folder: string): Promise<void> {
  const platform = await inProcessPlatform();
  const ingested = await run(platform, category, source, folder);
  const own = Object.entries(source.schema).filter(([name]) => name !== 'filename');
  expect(`${category}: it is registered`, { outcome: 'registered', rows: [source.row] }, ingested.outcome === 'registered' ? { ...ingested, rows: ingested.rows.slice(0, 1) } : ingested);
  if (ingested.outcome === 'failed') return;
  expect(`${category}: the columns of its table, in their order`, [...FRAMEWORK_COLUMNS, ...own], Object.entries(ingested.columns));
  expect(`${category}: the files of its table, flat`, source.stored, source.stored.length > 0 ? (await readdir(join(folder, 'ring1_table'))).sort() : ingested.files);
  const rowsById = new Set(ingested.rows.map(({ data_id: id }) => id));
  expect(`${category}: every row has an id of its own`, ingested.rows.length, rowsById.size);

  const owner = await signIn(platform.fetch, OWNER, PASSWORD);
  const link = new URLSearchParams({ dataset_key: ingested.datasetKey, model_name: 'ring1-model', file_type: '.py', type: 'linking_dataset', framework: 'pytorch', category, classes: String(Object.keys(source.labels).length), match_point: '{}' });
  await platform.given({ name: 'an uploaded model', params: { modelName: 'ring1-model', category, framework: 'pytorch' } });
  const linked = await owner('POST', '/check-model/', link);
  expect(`${category}: a model can be linked to it`, { status: 200, body: { status: 'passed', total_images: { [EDGE_1]: ingested.rows.length }, class_names: source.labels, table_name: 'ring1_table' } }, linked);
  expect(`${category}: nothing but its own classes`, Object.keys(source.labels).length, Object.keys((linked.body as { class_names: object }).class_names).length);

  if (category !== 'image_classification') return;
  // The contract's example is of this category; the others differ from it in their labels and columns.
  const contract = await loadContract('data-ingestors--backend');
  const said = platform.journal.exchanges.find((one) => one.kind === 'http' && one.request.path.startsWith('/global_meta/summary/'));
  const { matches, nearest } = route(contract, said?.kind === 'http' ? said.request : { method: '', path: '', query: {}, headers: {}, body: '' });
  none('what it sends is what the contract says', matches.length > 0 ? [] : (nearest?.mismatches ?? []));
}

/** A run that cannot be whole registers nothing, and says so. */
async function broken({ expect }: Steps, folder: string): Promise<void> {
  const whole = SOURCES['semantic_segmentation'] as Source;
  const sources: [string, string, Source, string][] = [
    ['a mask is missing', 'semantic_segmentation', { ...whole, files: Object.fromEntries(Object.entries(whole.files).filter(([name]) => name !== 'masks/m2.png')) }, 'masks/m2.png is not there'],
    ['a picture is missing', 'image_classification', { ...(SOURCES['image_classification'] as Source), files: { 'labels.csv': 'filename,label\nnone.png,cat', 'images/cat.png': '' } }, 'images/none.png is not there'],
    ['a column has no type', 'tabular_classification', { ...(SOURCES['tabular_classification'] as Source), schema: { feature_00: 'FLOAT' } }, 'the column feature_01 has no type'],
    ['the category is none', 'instance_segmentation', whole, 'instance_segmentation is no category'],
  ];
  for (const [what, category, source, reason] of sources) {
    const platform = await inProcessPlatform();
    expect(`${what}: the run fails`, { outcome: 'failed', reason }, await run(platform, category, source, join(folder, what)));
    const paths = platform.journal.exchanges.flatMap((one) => (one.kind === 'http' && one.request.path.startsWith('/global_meta/') ? [one.request.path] : []));
    expect(`${what}: it says so and registers nothing`, ['/global_meta/ingest_failure/'], paths);
  }
}
