import { ServiceBusClient } from '@azure/service-bus';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { check } from '#core/check';
import type { MessageInteraction } from '#core/contract';
import type { Json } from '#core/json';
import { type Template, example } from '#core/matchers';
import { loadContract } from '#contracts/load';
import { QUEUES } from '#emulators/platform/bus';
import { startBusProbe } from '#emulators/platform/bus-probe';
import { startPlatform } from '#emulators/platform/index';
import type { PodJob } from '#emulators/platform/jobs-manager/jobs-manager';
import { type RunningServiceBus, startServiceBus } from '#emulators/service-bus/index';

let bus: RunningServiceBus;
const stops: (() => Promise<void>)[] = [];
const later = <T extends { stop(): Promise<void> }>(thing: T): T => {
  stops.push(() => thing.stop());
  return thing;
};
beforeEach(async () => { bus = await startServiceBus({ queues: Object.values(QUEUES).map((name) => ({ name })) }); });
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
  await bus.stop();
});

const edges = [{ username: 'cccccccc-cccc-4ccc-8ccc-cccccccccccc', password: 'dummy-edge-password' }];
const post = (url: string | undefined, body: Json) => fetch(String(url), { method: 'POST', body: JSON.stringify(body) });
const deadLetters = async (queue: string) => {
  const client = new ServiceBusClient(bus.connectionString);
  stops.push(() => client.close());
  const [dead] = await client.createReceiver(queue, { subQueueType: 'deadLetter' }).receiveMessages(1, { maxWaitTimeInMs: 5_000 });
  return `${dead?.deadLetterReason}: ${dead?.deadLetterErrorDescription}`;
};
const send = async (queue: string, body: Json) => {
  const client = new ServiceBusClient(bus.connectionString);
  stops.push(() => client.close());
  await client.createSender(queue).sendMessages({ body, contentType: 'application/json' });
};

test('the message contracts hold over the wire, through the targets a verifier gets', async () => {
  const { targets } = later(await startPlatform({ connectionString: bus.connectionString }));
  const { interactions } = await loadContract('averaging-service--backend');
  const [message] = interactions as MessageInteraction[];
  const { http } = targets.backend;
  const response = await post(http?.messagesUrl, { description: message?.description ?? '', providerStates: (message?.given ?? []) as unknown as Json });
  expect(check(message?.contents ?? null, (await response.json()) as Json, { extraFields: 'allowed' })).toEqual([]);
  expect((await post(http?.statesUrl, { state: 'no such state', action: 'setup' })).status).toBe(422);
  expect(targets.backend).toMatchObject({ grade: 'emulator', virtual: true });
});

test('teardown takes everything back, but the edges the platform was started with', async () => {
  const { targets: { backend: { http } }, urls } = later(await startPlatform({ connectionString: bus.connectionString, edges }));
  await post(http?.statesUrl, { state: 'a data scientist', params: { email: 'ada@example.test', password: 'dummy-password' }, action: 'setup' });
  const login = (username: string, password: string) => fetch(`${urls.backend}/api-token-auth/`, { method: 'POST', body: new URLSearchParams({ username, password }) });
  expect((await login('ada@example.test', 'dummy-password')).status).toBe(200);
  await post(http?.statesUrl, { state: 'a data scientist', params: {}, action: 'teardown' });
  expect((await login('ada@example.test', 'dummy-password')).status).toBe(400);
  expect((await login(edges[0]?.username ?? '', 'dummy-edge-password')).status).toBe(200);
});

test('the jobs-manager runs one pod a message, with tokens and addresses in its environment', async () => {
  const ran = Promise.withResolvers<PodJob>();
  const runPod = async (job: PodJob) => {
    ran.resolve(job);
    return { exitCode: 7, output: 'out of memory' };
  };
  const { urls } = later(await startPlatform({ connectionString: bus.connectionString, edges, runPod }));
  await send(QUEUES.training, { experimentKey: 'exp-1', edge: edges[0]?.username ?? '', cycle: 1, epochs: 2, samples: 3 });
  expect((await ran.promise).env).toMatchObject({ BACKEND_URL: urls.backend, REQUESTS_PROXY_URL: urls['requests-proxy'], EXPERIMENT_KEY: 'exp-1', CYCLE: '1', EPOCHS: '2', SAMPLES: '3' });
  expect(await deadLetters(QUEUES.training)).toBe('PodFailed: exit code 7: out of memory');
});

test.each([
  [QUEUES.training, { experimentKey: 'exp-1', edge: 'a stranger', cycle: 1, epochs: 1, samples: 1 }, 'UnknownEdge: "a stranger" is not an edge of this jobs-manager'],
  [QUEUES.averaging, { experimentKey: 'exp-1', cycle: 1 }, 'MalformedMessage: participants is missing'],
  [QUEUES.averaging, { experimentKey: 'exp-1', cycle: 1, participants: [{ edge: 'e', samples: 1, weightsFile: 'e_exp-1_1_weights.json' }] }, 'MissingWeights: e_exp-1_1_weights.json is not on the share'],
  [QUEUES.experiments, { experimentKey: 'exp-1', edge: 'e', cycle: 1, epoch: 1, metrics: {} }, 'Implausible: there is no experiment exp-1'],
] as const)('what can never be true on %s is dead-lettered with its reason', async (queue, body, reason) => {
  later(await startPlatform({ connectionString: bus.connectionString, edges, runPod: async () => ({ exitCode: 0, output: '' }) }));
  await send(queue, body as unknown as Json);
  expect(await deadLetters(queue)).toBe(reason);
});

test('a wrong connection string, a taken port and an edge that cannot log in are said so, and nothing is left running', async () => {
  await expect(startPlatform({ connectionString: 'Endpoint=nonsense' })).rejects.toMatchObject({ code: 'RP_CONNECTION_STRING' });
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
  const { port } = holder.address() as AddressInfo;
  stops.push(() => new Promise((resolve) => holder.close(() => resolve())));
  await expect(startPlatform({ connectionString: bus.connectionString, ports: { 'averaging-service': port } })).rejects.toMatchObject({ code: 'RP_PORT_TAKEN' });
  const [edge] = edges;
  await expect(startPlatform({ connectionString: bus.connectionString, edges: [{ username: edge?.username ?? '', password: '' }], runPod: async () => ({ exitCode: 0, output: '' }) }))
    .rejects.toMatchObject({ code: 'RP_EDGE_LOGIN' });
});

test('the bus probe shows what really arrived, after emptying the queue', async () => {
  const contract = await loadContract('averaging-service--service-bus');
  const { target } = later(await startBusProbe({ connectionString: bus.connectionString, contracts: [contract] }));
  await send(QUEUES.averaging, { left: 'over' });
  const [message] = contract.interactions as MessageInteraction[];
  expect((await post(target.http?.statesUrl, { state: 'an empty queue', params: { entity: QUEUES.averaging }, action: 'setup' })).status).toBe(200);
  const response = await post(target.http?.messagesUrl, { description: message?.description ?? '', providerStates: [] });
  expect(await response.json()).toEqual(example(message?.contents ?? null));
  const metadata = JSON.parse(Buffer.from(response.headers.get('pact-message-metadata') ?? '', 'base64').toString()) as Json;
  expect(check(message?.metadata as Template, metadata, { extraFields: 'allowed' })).toEqual([]);
});
