import type { Hono } from 'hono';
import { beforeEach, expect, test } from 'vitest';
import { virtualClock } from '#core/clock';
import { createJournal } from '#core/exchange';
import type { JsonObject } from '#core/json';
import { example } from '#core/matchers';
import { ingestSummary } from '#contracts/schemas/ingest-summary';
import { TASK_CATEGORIES } from '#contracts/vocabularies/task-categories';
import { createBackend } from '#emulators/platform/backend/backend';
import { randomIds } from '#emulators/platform/backend/ids';
import { QUEUES } from '#emulators/platform/bus';
import { captureBus } from '#emulators/platform/bus-capture';
import { CATEGORIES } from '#emulators/platform/categories';
import { memoryStore } from '#emulators/platform/weights/store';

const EDGE = '11111111-1111-4111-8111-111111111111';
let app: Hono;
beforeEach(async () => {
  const backend = await createBackend({
    clock: virtualClock(), ids: randomIds(), bus: captureBus(), queues: QUEUES, weights: memoryStore(), journal: createJournal(), uiUrl: '', connectionStrings: { experiments: '', flops: '' },
    seed: [
      { name: 'a data scientist', params: { email: 'ada@example.test', password: 'pw', token: 'sdk' } },
      { name: 'an uploaded model', params: { modelName: 'm', category: 'image_classification' } },
      ...[EDGE, 'another'].map((username, at) => ({ name: 'an edge device', params: { id: at + 1, username, password: 'pw', token: `edge-${at + 1}`, name: username, namespace: username, clusterId: null } })),
    ],
  });
  ({ app } = backend);
});

async function call(method: string, path: string, authorization: string, body?: JsonObject) {
  const response = await app.request(path, { method, headers: { authorization, 'content-type': 'application/json' }, ...(body && { body: JSON.stringify(body) }) });
  return { status: response.status, body: await response.json() as JsonObject };
}
const summary = (over: JsonObject = {}): JsonObject => ({ ...(example(ingestSummary()) as JsonObject), ...over });
const register = (authorization: string, over: JsonObject = {}) => call('POST', '/global_meta/summary/t/', authorization, summary(over));

test('the categories of the virtual platform are those of the contracts', () => {
  expect(CATEGORIES).toEqual(TASK_CATEGORIES);
});

// data-ingestors#220: the token of a run that lasted hours had expired, and the dataset was never registered.
test('a run whose token has expired registers once with the new one, however often it asks', async () => {
  expect((await register('TOKEN expired')).status).toBe(401);
  const first = await register('TOKEN edge-1');
  expect(first.status).toBe(201);
  expect(await register('TOKEN edge-1')).toEqual({ status: 409, body: first.body });
  expect((await register('TOKEN edge-2')).body['dataset_key']).not.toBe(first.body['dataset_key']);
});

test('what a run registers can be linked', async () => {
  const { body } = await register('Token edge-1', { labels: { cat: 2, dog: 1 }, record_count: 3 });
  const form = new URLSearchParams({ dataset_key: body['dataset_key'] as string, model_name: 'm', file_type: '.py', type: 'linking_dataset', framework: 'pytorch', category: 'image_classification', classes: '2', match_point: '{}' });
  const linked = await app.request('/check-model/', { method: 'POST', headers: { authorization: 'Token sdk' }, body: form });
  expect(await linked.json()).toMatchObject({ status: 'passed', total_images: { [EDGE]: 3 }, class_names: { cat: 2, dog: 1 }, table_name: 't' });
});

test.each<[string, JsonObject, string]>([
  ['a label of a test set', { data_intent: 'test' }, 'samples'], ['a negative count', { labels: { cat: -1 } }, 'labels'], ['an unknown category', { category: 'segmentation' }, 'category'],
  ['the old spelling', { injestor_id: 'x' }, 'injestor_id'], ['eleven samples', { samples: Array.from({ length: 11 }, () => ({ data_id: 'd' })) }, 'samples'],
])('%s is refused by its field, and nothing is registered', async (_, over, field) => {
  const { status, body } = await register('TOKEN edge-1', over);
  expect([status, Object.keys(body)]).toEqual([400, [field]]);
  expect((await register('TOKEN edge-1')).status).toBe(201);
});

test('metadata is written again only where there is a dataset of this edge', async () => {
  const again = { schema: { filename: 'TEXT' }, meta_data: { n: 1 } };
  expect((await call('POST', '/global_meta/metadata_backfill/t/', 'TOKEN edge-1', again)).status).toBe(404);
  await register('TOKEN edge-1');
  expect((await call('POST', '/global_meta/metadata_backfill/t/', 'TOKEN edge-2', again)).status).toBe(404);
  expect((await call('POST', '/global_meta/metadata_backfill/t/', 'TOKEN edge-1', again)).status).toBe(200);
  expect((await call('GET', `/global_meta/metadata_backfill/by-ingestor/${summary()['ingestor_id'] as string}/`, 'TOKEN edge-1')).body).toMatchObject(again);
});
