import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type VirtualClock, virtualClock } from '#core/clock';
import type { ProviderState } from '#core/contract';
import { createJournal } from '#core/exchange';
import type { Json, JsonObject } from '#core/json';
import { createBackend } from '#emulators/platform/backend/backend';
import { randomIds } from '#emulators/platform/backend/ids';
import { type Bus, type BusMessage, type Delivery, QUEUES, type Settlement } from '#emulators/platform/bus';
import { type WeightsStore, folderStore, memoryStore } from '#emulators/platform/weights/store';

const EDGE_1 = '11111111-1111-4111-8111-111111111111';
const EDGE_2 = '22222222-2222-4222-8222-222222222222';
const TENSORS = [{ name: 'w', shape: [1], dtype: 'float32', values: [1] }];

type Handler = (delivery: Delivery) => Promise<Settlement>;
/** A bus whose deliveries the test makes itself. */
function handBus() {
  const sent: [string, Json][] = [];
  const handlers = new Map<string, Handler>();
  const bus: Bus = {
    send: async (entity, { body }: BusMessage) => void sent.push([entity, body]),
    consume: (entity, handler) => (handlers.set(entity, handler), { close: async () => undefined }),
    close: async () => undefined,
  };
  const deliver = (entity: string, body: Json) => handlers.get(entity)?.({ body, contentType: 'application/json', properties: {}, deliveryCount: 0, lockedUntil: undefined, enqueuedAt: undefined });
  return { bus, sent, deliver };
}

let app: Hono;
let clock: VirtualClock;
let hand: ReturnType<typeof handBus>;
const build = async (seed: ProviderState[] = [], weights: WeightsStore = memoryStore()) => {
  clock = virtualClock();
  hand = handBus();
  const connectionStrings = { experiments: 'Endpoint=sb://one', flops: 'Endpoint=sb://two' };
  const backend = await createBackend({ clock, ids: randomIds(), bus: hand.bus, queues: QUEUES, weights, journal: createJournal(), uiUrl: 'https://app.example.test', connectionStrings, seed });
  backend.listenToBus();
  app = backend.app;
};
const call = async (method: string, path: string, authorization = '', body?: JsonObject) => {
  const response = await app.request(path, {
    method, headers: { ...(authorization ? { authorization } : {}), 'content-type': 'application/json' }, ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, body: (text ? JSON.parse(text) : null) as JsonObject & { results?: JsonObject[] } };
};
const user = (params: JsonObject = {}): ProviderState => ({ name: 'a signed-in user', params: { token: 't', email: 'admin@example.test', ...params } });
const edge = (id: number, username: string): ProviderState => ({ name: 'an edge device', params: { id, username, password: 'dummy', token: `edge-${id}`, name: `n${id}`, namespace: `n${id}`, clusterId: null } });

describe('tokens', () => {
  beforeEach(() => build([user(), { name: 'a data scientist', params: { email: 'ada@example.test', password: 'pw', token: 's' } }, edge(1, EDGE_1)]));

  test.each([['Token s', 200], ['TOKEN s', 200], ['token s', 200], ['Bearer s', 401], ['Token t', 401], ['Bearer t', 200], ['Basic t', 401], ['Bearer', 401]])('%s answers %i', async (authorization, status) => {
    expect((await call('GET', '/userinfo/', authorization)).status).toBe(status);
  });

  test('a ClientAccessToken ends after 30 days, a login token does not', async () => {
    clock.advance(30 * 24 * 3600_000 - 1);
    expect((await call('GET', '/userinfo/', 'Bearer t')).status).toBe(200);
    clock.advance(1);
    expect(await call('GET', '/userinfo/', 'Bearer t')).toEqual({ status: 401, body: { detail: 'Invalid token.' } });
    expect((await call('GET', '/userinfo/', 'Token s')).status).toBe(200);
  });

  test('a revoked token is dead at once; only an edge learns the connection strings', async () => {
    expect((await call('POST', '/auth/revoke', 'Bearer t')).status).toBe(204);
    expect((await call('GET', '/userinfo/', 'Bearer t')).status).toBe(401);
    expect((await call('POST', '/api-token-auth/', '', { username: EDGE_1, password: 'dummy' })).body).toEqual({ token: 'edge-1', token_scheme: 'Token', experiments_queue_conn_str: 'Endpoint=sb://one', flops_conn_str: 'Endpoint=sb://two' });
    expect((await call('POST', '/api-token-auth/', '', { username: 'ada@example.test', password: 'pw' })).body).toEqual({ token: 's', token_scheme: 'Token' });
  });
});

test('a device grant from its code to its token: pending, too fast, approved, spent', async () => {
  await build([user()]);
  const { body: grant } = await call('POST', '/device/code');
  expect(grant).toMatchObject({ expires_in: 900, interval: 5 });
  const poll = () => call('POST', '/device/token', '', { device_code: grant['device_code'] as string });
  expect(await poll()).toEqual({ status: 400, body: { error: 'authorization_pending' } });
  clock.advance(4_999);
  expect(await poll()).toEqual({ status: 400, body: { error: 'slow_down' } });
  await call('POST', '/device/approve/', 'Bearer t', { user_code: grant['user_code'] as string });
  clock.advance(5_001);
  expect((await poll()).body).toEqual({ error: 'slow_down' });
  clock.advance(15_000);
  const { status, body } = await poll();
  expect(status).toBe(200);
  expect((await call('GET', '/userinfo/', `Bearer ${String(body['token'] as string)}`)).body).toMatchObject({ email: 'admin@example.test' });
  expect((await poll()).body).toEqual({ error: 'expired_token' });
});

test('a device grant expires after 900 s', async () => {
  await build();
  const { body } = await call('POST', '/device/code');
  clock.advance(900_000);
  expect((await call('POST', '/device/token', '', { device_code: body['device_code'] as string })).body).toEqual({ error: 'expired_token' });
});

describe('edge devices', () => {
  const minted = { first_name: 'one', namespace: 'one', password: 'pw', cluster_id: 'c1' };
  beforeEach(() => build([user()]));

  test('one cluster is minted once; its namespace is taken; its credential can be revoked but not deleted', async () => {
    const first = await call('POST', '/edge-device/', 'Bearer t', minted);
    expect(first.status).toBe(201);
    expect(await call('POST', '/edge-device/', 'Bearer t', { ...minted, first_name: 'again' })).toMatchObject({ status: 200, body: { id: first.body['id'] as number, first_name: 'one' } });
    expect((await call('POST', '/edge-device/', 'Bearer t', { ...minted, cluster_id: 'c2' })).body).toEqual({ namespace: ['A client with this namespace already exists in the account.'] });
    const username = first.body['username'] as string;
    const { body: session } = await call('POST', '/api-token-auth/', '', { username, password: 'pw' });
    expect((await call('DELETE', '/edge-device/1/', 'Bearer t')).status).toBe(405);
    expect((await call('POST', '/edge-device/1/revoke/', 'Bearer t')).status).toBe(200);
    expect((await call('POST', '/api-token-auth/', '', { username, password: 'pw' })).status).toBe(400);
    const heartbeat = { namespace: 'one', versions: { 'jobs-manager': '1' } };
    expect((await call('POST', '/edge-device-heartbeat/', `Token ${session['token'] as string}`, heartbeat)).status).toBe(401);
    expect((await call('GET', '/edge-device/1/', 'Bearer t')).body).toMatchObject({ cluster_id: 'c1' });
  });

  test('a cluster is written once', async () => {
    await call('POST', '/edge-device/', 'Bearer t', minted);
    expect((await call('PATCH', '/edge-device/1/', 'Bearer t', { cluster_id: 'c1' })).status).toBe(200);
    expect((await call('PATCH', '/edge-device/1/', 'Bearer t', { cluster_id: 'c9' })).status).toBe(409);
  });

  test('pages hold 15, newest first; a page beyond the last is not found', async () => {
    for (let n = 1; n <= 31; n++) await call('POST', '/edge-device/', 'Bearer t', { first_name: `d${n}`, namespace: `d${n}`, password: 'pw' });
    const first = await call('GET', '/edge-device/', 'Bearer t');
    expect(first.body).toMatchObject({ count: 31, previous: null, next: 'http://localhost/edge-device/?page=2' });
    expect(first.body.results?.[0]).toMatchObject({ id: 31 });
    const last = await call('GET', '/edge-device/?page=3', 'Bearer t');
    expect(last.body).toMatchObject({ next: null, previous: 'http://localhost/edge-device/?page=2', results: [{ id: 1 }] });
    expect((await call('GET', '/edge-device/?page=4', 'Bearer t')).status).toBe(404);
  });

  test('a heartbeat brings a device online, unless a version is null', async () => {
    await build([user(), edge(1, EDGE_1)]);
    expect(await call('POST', '/edge-device-heartbeat/', 'Token edge-1', { namespace: 'n1', versions: { 'jobs-manager': null } })).toEqual({ status: 400, body: { versions: ['Every version is required.'] } });
    expect((await call('GET', '/edge-device/1/', 'Bearer t')).body).toMatchObject({ status: 2, last_info_update: null });
    expect((await call('POST', '/edge-device-heartbeat/', 'Token edge-1', { namespace: 'n1', versions: { 'jobs-manager': '1.9' } })).status).toBe(200);
    expect((await call('GET', '/edge-device/1/', 'Bearer t')).body).toMatchObject({ status: 1, last_info_update: '2026-01-01T00:00:00Z' });
  });
});

describe('cycles', () => {
  const KEY = 'exp-1';
  const running: ProviderState = { name: 'a running experiment', params: { experimentKey: KEY, cycles: 2, epochs: 1, edges: { [EDGE_1]: 100, [EDGE_2]: 300 } } };
  const upload = (id: number, username: string, cycle = 1) => call('POST', `/experiments/${KEY}/cycles/${cycle}/weights/`, `Token edge-${id}`, { edge: username, samples: 100 * id, tensors: TENSORS });
  const epoch = (username: string, cycle = 1, accuracy = 0.5) => hand.deliver(QUEUES.experiments, { experimentKey: KEY, edge: username, cycle, epoch: 1, metrics: { accuracy } });
  const averaged = (cycle = 1) => hand.deliver(QUEUES.averaged, { experimentKey: KEY, cycle, rule: 'mean', participants: [], tensors: [{ ...TENSORS[0], values: [9] }] });
  const state = async () => (await call('GET', `/experiments/${KEY}/`, 'Token edge-1')).body;
  beforeEach(() => build([edge(1, EDGE_1), edge(2, EDGE_2), edge(3, 'stranger'), running]));

  test('averaging is asked for once, after the last participant, with everybody\'s weights', async () => {
    await upload(1, EDGE_1);
    expect(hand.sent).toEqual([]);
    await upload(2, EDGE_2);
    await upload(2, EDGE_2);
    const participants = [[EDGE_1, 100], [EDGE_2, 200]].map(([name, samples]) => ({ edge: name, samples, weightsFile: `${name}_exp-1_1_weights.json` }));
    expect(hand.sent).toEqual([[QUEUES.averaging, { experimentKey: KEY, cycle: 1, participants }]]);
  });

  test('a stranger sees no experiment, nobody uploads for another, and no cycle but the running one', async () => {
    expect((await upload(3, 'stranger')).status).toBe(404);
    expect((await upload(1, EDGE_2)).status).toBe(403);
    expect((await upload(1, EDGE_1, 2)).status).toBe(400);
    expect((await call('POST', `/experiments/${KEY}/cycles/1/weights/`, 'Token edge-1', { edge: EDGE_1, samples: 1, tensors: [{ name: 'w' }] })).body).toEqual({ tensors: ['tensor 0 has no name or dtype'] });
  });

  test('a cycle ends when average and reports are both in, in any order; messages that come twice change nothing', async () => {
    await averaged();
    await epoch(EDGE_1);
    expect(await state()).toMatchObject({ cycle: 1 });
    await epoch(EDGE_2);
    expect(await state()).toMatchObject({ cycle: 2, status: 'RUNNING' });
    expect(hand.sent.map(([entity, body]) => [entity, (body as JsonObject)['edge'], (body as JsonObject)['cycle']])).toEqual([[QUEUES.training, EDGE_1, 2], [QUEUES.training, EDGE_2, 2]]);
    expect((await call('GET', `/experiments/${KEY}/weights/`, 'Token edge-1')).body).toMatchObject({ cycle: 2, tensors: [{ values: [9] }] });
    await averaged();
    expect(await epoch(EDGE_1)).toEqual({ kind: 'complete' });
    expect(await state()).toMatchObject({ cycle: 2 });
    await epoch(EDGE_1, 2);
    await epoch(EDGE_2, 2);
    await averaged(2);
    expect(await state()).toMatchObject({ cycle: 2, status: 'FINISHED' });
  });

  test.each([
    ['a stranger\'s report', QUEUES.experiments, { experimentKey: KEY, edge: 'stranger', cycle: 1, epoch: 1, metrics: {} }],
    ['a cycle to come', QUEUES.averaged, { experimentKey: KEY, cycle: 2, tensors: TENSORS }],
    ['metrics that are no numbers', QUEUES.experiments, { experimentKey: KEY, edge: EDGE_1, cycle: 1, epoch: 1, metrics: { loss: 'low' } }],
    ['negative FLOPs', QUEUES.flops, { experimentKey: KEY, edge: EDGE_1, cycle: 1, flops: -1 }],
  ])('%s is dead-lettered', async (_, queue, body) => {
    expect(await hand.deliver(queue, body as unknown as Json)).toMatchObject({ kind: 'dead-letter', reason: 'Implausible' });
  });

  test('whoever waits hears of the change, and of its absence after the timeout', async () => {
    const wait = (until: JsonObject) => call('POST', '/_ringproof/wait', '', { experimentKey: KEY, until, timeoutMs: 1000 });
    const flops = wait({ flops: 5 });
    await hand.deliver(QUEUES.flops, { experimentKey: KEY, edge: EDGE_1, cycle: 1, flops: 5 });
    expect(await flops).toMatchObject({ status: 200, body: { flops: 5 } });
    const never = wait({ flops: 6 });
    // The wait is in place once its request has been read; a second request behind it proves that.
    await state();
    clock.advance(1000);
    expect(await never).toMatchObject({ status: 408, body: { flops: 5 } });
  });
});

describe('weights on a share in a folder', () => {
  let folder: string;
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'ringproof-share-')); });
  afterEach(() => rm(folder, { recursive: true }));

  test('files are whole, missing ones are undefined, and names cannot climb out', async () => {
    const store = folderStore(join(folder, 'share'));
    await store.put('e_x_1_weights.json', TENSORS);
    expect(await store.get('e_x_1_weights.json')).toEqual(TENSORS);
    expect(await store.get('other.json')).toBeUndefined();
    expect(await readdir(join(folder, 'share'))).toEqual(['e_x_1_weights.json']);
    await expect(store.put('../outside.json', TENSORS)).rejects.toMatchObject({ code: 'RP_FILE_UNREADABLE' });
  });
});
