import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Ledger, type RunningBroker, localBroker, openLedger, startBroker } from '#broker/index';
import { pactText } from '#broker/testing/pacts';

let ledger: Ledger;
let server: RunningBroker;
beforeEach(async () => {
  ledger = openLedger(':memory:');
  server = await startBroker({ ledger });
  const broker = localBroker(ledger);
  await broker.createEnvironment('prod', true);
  for (const version of ['1', '2']) await broker.publish({ consumer: 'App', version, branch: 'main', tags: ['dev'], pacts: [{ provider: 'Api', text: pactText('App', 'Api', version) }] });
  for (const { publishUrl } of await broker.pactsForVerification({ provider: 'Api', selectors: [{ latest: true }] })) {
    await broker.recordVerification({ success: true, providerVersion: '7', providerBranch: 'main', grade: undefined, testResults: [], publishUrl });
  }
  await broker.recordDeployment('Api', '7', 'prod');
});
afterEach(async () => {
  await server.stop();
  ledger.close();
});

const status = async (path: string, method = 'GET') => (await fetch(server.url + path, { method })).status;
const remove = (path: string) => status(path, 'DELETE');
const verdict = async (version: string) => (await localBroker(ledger).canIDeploy({ pacticipant: 'App', version, environment: 'prod' })).verdict;
const PACTS = '/pacts/provider/Api/consumer/App';

describe('removing', () => {
  it('a pact leaves its content verified, should it be published again', async () => {
    expect(await verdict('2')).toBe('yes');
    expect([await remove(`${PACTS}/version/2`), await remove(`${PACTS}/version/2`)]).toEqual([200, 404]);
    expect(await status(`${PACTS}/latest`)).toBe(200);
    await localBroker(ledger).publish({ consumer: 'App', version: '3', pacts: [{ provider: 'Api', text: pactText('App', 'Api', '2') }] });
    expect(await verdict('3')).toBe('yes');
  });

  it('a provider version takes its results and deployments', async () => {
    expect([await remove('/pacticipants/Api/versions/7'), await remove('/pacticipants/Api/versions/7')]).toEqual([204, 404]);
    expect(await verdict('2')).toBe('unknown');
    expect(await localBroker(ledger).environments()).toMatchObject([{ versions: [] }]);
  });

  it('a number of a removed result never comes again', async () => {
    const result = (number: number) => ledger.read((view) => view.verification('App', 'Api', view.pact('App', '2', 'Api')?.sha ?? '', number));
    expect(result(1)).toBeDefined();
    await remove('/pacticipants/Api/versions/7');
    const [pact] = await localBroker(ledger).pactsForVerification({ provider: 'Api', selectors: [{ latest: true }] });
    await localBroker(ledger).recordVerification({ success: true, providerVersion: '8', grade: undefined, testResults: [], publishUrl: pact?.publishUrl ?? '' });
    expect([result(1), result(2)?.providerVersion]).toEqual([undefined, '8']);
  });

  it('an integration takes what only it had', async () => {
    await localBroker(ledger).publish({ consumer: 'App', version: '2', pacts: [{ provider: 'Mail', text: pactText('App', 'Mail', 'x') }] });
    expect([await remove('/integrations/provider/Api/consumer/App'), await remove('/integrations/provider/Api/consumer/App')]).toEqual([204, 404]);
    expect((await localBroker(ledger).pacticipants()).map(({ name }) => name)).toEqual(['App', 'Mail']);
    expect((await localBroker(ledger).versions('App')).map(({ number }) => number)).toEqual(['2']);
  });

  it('an application takes everything', async () => {
    expect(await remove('/pacticipants/App')).toBe(204);
    expect((await localBroker(ledger).pacticipants())).toEqual([{ name: 'Api', mainBranch: 'main', providers: [], consumers: [] }]);
    expect(await localBroker(ledger).pactsForVerification({ provider: 'Api' })).toEqual([]);
  });

  it('a branch leaves its versions; all branches go but the main one', async () => {
    await localBroker(ledger).publish({ consumer: 'App', version: '3', branch: 'feat', pacts: [{ provider: 'Api', text: pactText('App', 'Api', '3') }] });
    expect(await status('/pacticipants/App/branches', 'DELETE')).toBe(202);
    expect(ledger.read((view) => view.branches('App'))).toEqual(['main']);
    expect(await remove('/pacticipants/App/branches/main/versions/2')).toBe(204);
    expect((await localBroker(ledger).versions('App')).map(({ number, branches }) => [number, branches])).toEqual([['3', []], ['2', []], ['1', ['main']]]);
  });

  it('leaves every fact in the ledger, and is the same when computed anew', async () => {
    for (const path of [`${PACTS}/version/1`, '/pacticipants/Api/versions/7', '/pacticipants/App/branches/main', '/pacticipants/App/versions/2/tags/dev']) await remove(path);
    const everything = async () => JSON.stringify([await localBroker(ledger).pacticipants(), await localBroker(ledger).versions('App'), await localBroker(ledger).versions('Api')]);
    const before = await everything();
    ledger.rebuild();
    expect(await everything()).toBe(before);
  });
});

it('merges interactions into a pact, and refuses one whose request differs', async () => {
  const interaction = (description: string, path: string, status: number) => `{"description":"${description}","request":{"method":"GET","path":"${path}"},"response":{"status":${status},"n":1.0}}`;
  const patch = (...interactions: string[]) => fetch(`${server.url}${PACTS}/version/9`, {
    method: 'PATCH', headers: { 'content-type': 'application/json' }, body: `{"consumer":{"name":"App"},"provider":{"name":"Api"},"interactions":[${interactions.join(',')}]}`,
  });
  const text = () => ledger.read((view) => view.pact('App', '9', 'Api'))?.text;
  expect((await patch(interaction('a', '/a', 200))).status).toBe(201);
  expect((await patch(interaction('b', '/b', 200), interaction('a', '/a', 201))).status).toBe(200);
  expect(text()).toContain(`"interactions":[${interaction('a', '/a', 201)},${interaction('b', '/b', 200)}]`);
  const refused = await patch(interaction('a', '/other', 200), interaction('c', '/c', 200));
  expect([refused.status, await refused.json()]).toEqual([409, { error: 'The pact for App version 9 and provider Api cannot be merged: the request of "a" differs' }]);
  expect(text()).not.toContain('/c');
});

it('pages lists, and refuses pages that cannot be', async () => {
  const page = async (query: string) => (await (await fetch(`${server.url}/pacticipants/App/versions${query}`)).json()) as { page?: object; _embedded: { versions: { number: string }[] }; _links: object };
  expect((await page('')).page).toBeUndefined();
  const second = await page('?pageNumber=2&pageSize=1');
  expect(second).toMatchObject({ page: { number: 2, size: 1, totalElements: 2, totalPages: 2 }, _links: { previous: { href: `${server.url}/pacticipants/App/versions?size=1&page=1` } } });
  expect(second._embedded.versions.map(({ number }) => number)).toEqual(['1']);
  for (const query of ['page=0', 'size=-1', 'pageSize=x', 'page=1e9']) expect([query, await status(`/pacticipants?${query}`)]).toEqual([query, 400]);
});

it('answers with problem+json where that is asked for', async () => {
  const problem = await fetch(`${server.url}/environments`, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/hal+json, application/problem+json' }, body: '{"name":"a b"}' });
  expect(problem.headers.get('content-type')).toContain('application/problem+json');
  expect(await problem.json()).toMatchObject({ title: 'Validation errors', status: 400, errors: [{ detail: 'is missing', pointer: '/production' }, { detail: 'cannot contain spaces', pointer: '/name' }].reverse() });
  const missing = await fetch(`${server.url}/pacticipants/No`, { headers: { accept: 'application/problem+json' } });
  expect([missing.status, await missing.json()]).toMatchObject([404, { title: 'Not found', status: 404 }]);
});
