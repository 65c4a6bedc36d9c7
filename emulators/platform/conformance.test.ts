import type { Hono } from 'hono';
import { beforeAll, describe, expect, test } from 'vitest';
import { check } from '#core/check';
import { show } from '#core/difference';
import { virtualClock } from '#core/clock';
import { type Contract, type HttpInteraction, type MessageInteraction, type TextTemplate, contractName } from '#core/contract';
import { createJournal } from '#core/exchange';
import { route, textExample } from '#core/interaction-match';
import type { Json } from '#core/json';
import { type Template, example } from '#core/matchers';
import { listContracts, loadContract } from '#contracts/load';
import { averagingApp } from '#emulators/platform/averaging-service/app';
import { createBackend } from '#emulators/platform/backend/backend';
import { randomIds } from '#emulators/platform/backend/ids';
import { QUEUES } from '#emulators/platform/bus';
import { captureBus } from '#emulators/platform/bus-capture';
import { jobsManagerApp } from '#emulators/platform/jobs-manager/app';
import { requestsProxyApp } from '#emulators/platform/requests-proxy/app';
import { memoryStore } from '#emulators/platform/weights/store';

const names = await listContracts();
const contracts = await Promise.all(names.map((name) => loadContract(name)));

const common = () => ({ bus: captureBus(), queues: QUEUES, weights: memoryStore(), clock: virtualClock(), journal: createJournal() });
const apps: Record<string, () => Promise<Hono>> = {
  backend: async () => {
    const bus = 'Endpoint=sb://bus.example.test;SharedAccessKeyName=dummy;SharedAccessKey=ZHVtbXk=';
    return (await createBackend({ ...common(), ids: randomIds(), uiUrl: 'https://app.example.test', connectionStrings: { experiments: bus, flops: bus } })).app;
  },
  'requests-proxy': async () => requestsProxyApp({ ...common(), signingSecret: 'test' }),
  'jobs-manager': async () => jobsManagerApp(common()),
  'averaging-service': async () => averagingApp({ ...common(), rule: 'mean' }),
};

test('every provider of a contract is one of the virtual platform, or the bus', () => {
  expect(contracts.map(({ provider }) => provider).filter((provider) => !(provider in apps) && provider !== 'service-bus')).toEqual([]);
});

const pairs = contracts.filter(({ provider }) => provider in apps).flatMap((contract) => contract.interactions.map((interaction) => ({ contract, interaction })));
const title = ({ contract, interaction }: (typeof pairs)[number]) => `${contractName(contract)}: ${interaction.description}`;

let app: Hono;
const post = (path: string, body: Json) => app.request(path, { method: 'POST', body: JSON.stringify(body) });

async function setUp(contract: Contract, given: HttpInteraction['given'] = []): Promise<void> {
  app = await (apps[contract.provider] as () => Promise<Hono>)();
  for (const { name, params = {} } of given) {
    const response = await post('/_ringproof/states', { state: name, params, action: 'setup' });
    expect(response.status, `state "${name}": ${await response.text()}`).toBe(200);
  }
}

const texts = (templates: Record<string, TextTemplate>): Record<string, string> =>
  Object.fromEntries(Object.entries(templates).map(([name, template]) => [name, textExample(template)]));

async function send({ request }: HttpInteraction): Promise<Response> {
  const query = new URLSearchParams(texts(request.query ?? {})).toString();
  const path = `${textExample(request.path)}${query === '' ? '' : `?${query}`}`;
  const headers = texts(request.headers ?? {});
  const { body } = request;
  if (!body) return app.request(path, { method: request.method, headers });
  if ('json' in body) return app.request(path, { method: request.method, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(example(body.json)) });
  const form = new URLSearchParams(texts(body.form));
  return app.request(path, { method: request.method, headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, body: form.toString() });
}

describe('every HTTP interaction holds', () => {
  test.each(pairs.filter(({ interaction }) => interaction.kind === 'http').map((pair) => [title(pair), pair] as const))('%s', async (_, { contract, interaction }) => {
    const http = interaction as HttpInteraction;
    await setUp(contract, http.given);
    const response = await send(http);
    const text = await response.text();
    expect(response.status, text).toBe(http.response.status);
    if (http.response.body) expect(check(http.response.body.json, JSON.parse(text) as Json, { extraFields: 'allowed' })).toEqual([]);
  });
});

describe('every message comes out of the real operation', () => {
  test.each(pairs.filter(({ interaction }) => interaction.kind === 'message').map((pair) => [title(pair), pair] as const))('%s', async (_, { contract, interaction }) => {
    const message = interaction as MessageInteraction;
    await setUp(contract, []);
    const response = await post('/_ringproof/messages', { description: message.description, providerStates: (message.given ?? []) as unknown as Json });
    const text = await response.text();
    expect(response.status, text).toBe(200);
    expect(check(message.contents, JSON.parse(text) as Json, { extraFields: 'allowed' })).toEqual([]);
    const metadata = JSON.parse(Buffer.from(response.headers.get('pact-message-metadata') ?? '', 'base64').toString()) as Json;
    expect(check(message.metadata as Template, metadata, { extraFields: 'allowed' })).toEqual([]);
  });
});

describe('the contracts themselves', () => {
  test('an example request is recognised as its own interaction', async () => {
    for (const { contract, interaction } of pairs) {
      if (interaction.kind !== 'http') continue;
      const { request } = interaction;
      const lower = Object.fromEntries(Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), textExample(value)]));
      const form = request.body && 'form' in request.body ? new URLSearchParams(texts(request.body.form)).toString() : undefined;
      const json = request.body && 'json' in request.body ? JSON.stringify(example(request.body.json)) : '';
      const { matches, nearest } = route(contract, {
        method: request.method, path: textExample(request.path), body: form ?? json,
        query: texts(request.query ?? {}),
        headers: { ...lower, 'content-type': form === undefined ? 'application/json' : 'application/x-www-form-urlencoded' },
      });
      expect(matches, `${title({ contract, interaction })}: ${show(JSON.parse(JSON.stringify(nearest ?? null)) as Json)}`).toContain(interaction);
    }
  });
});

describe('what is not known is refused', () => {
  beforeAll(() => setUp(contracts.find((one) => contractName(one) === 'cli--backend') as Contract));
  const states = { state: 'no such state', params: {}, action: 'setup' };
  test.each([
    ['an unknown provider state', () => post('/_ringproof/states', states), 422, 'no provider state'],
    ['a state without its parameter', () => post('/_ringproof/states', { ...states, state: 'a signed-in user' }), 422, 'needs the parameter'],
    ['an unknown message', () => post('/_ringproof/messages', { description: 'none', providerStates: [] }), 404, 'no message'],
    ['an unknown path', () => app.request('/nowhere/'), 404, 'Not found.'],
    ['a missing credential', () => app.request('/userinfo/'), 401, 'not provided'],
    ['a slashless write', () => app.request('/edge-device', { method: 'POST' }), 500, 'APPEND_SLASH'],
    ['a slash where there is none', () => app.request('/device/code/', { method: 'POST' }), 404, 'Not found.'],
    ['a body that is not JSON', () => app.request('/device/token', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' }), 400, 'JSON parse error'],
    ['another media type', () => app.request('/device/token', { method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<a/>' }), 415, 'Unsupported media type'],
    ['an unknown field', () => app.request('/api-token-auth/', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"username":"a","password":"b","x":1}' }), 400, 'Unknown field'],
  ] as const)('%s', async (_, ask, status, text) => {
    const response = await ask();
    expect(await response.text()).toContain(text);
    expect(response.status).toBe(status);
  });
});
