import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Ledger, localBroker, openLedger } from '#broker/index';
import { brokerApp } from '#broker/routes/app';
import { pactText } from '#broker/testing/pacts';
import { startDispatcher } from '#broker/webhooks/dispatch';

let ledger: Ledger;
let app: ReturnType<typeof brokerApp>;
beforeEach(async () => {
  ledger = openLedger(':memory:');
  app = brokerApp(ledger, startDispatcher({ ledger, base: 'http://localhost', allow: [] }));
  await localBroker(ledger).createEnvironment('prod', true);
  await localBroker(ledger).publish({ consumer: 'App', version: '1', branch: 'main', tags: ['dev'], pacts: [{ provider: 'Api', text: pactText('App', 'Api', 'x') }] });
});
afterEach(() => ledger.close());

const JSON_TYPE = { 'content-type': 'application/json' };
const request = async (method: string, path: string, body?: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = JSON_TYPE) => {
  const response = await app.request(`http://localhost${path}`, { method, headers, ...(body !== undefined && { body }) });
  return { status: response.status, text: await response.text(), headers: response.headers };
};
const publish = (more: string) => `{"pacticipantName":"App","pacticipantVersionNumber":"2"${more}}`;
const contract = (text: string) => Buffer.from(text).toString('base64');
const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const PACT = '/pacts/provider/Api/consumer/App/version/2';
const SHA = () => ledger.read((view) => view.pact('App', '1', 'Api')?.sha ?? '');

describe('a bad request is refused with its reason, and changes nothing', () => {
  it.each<[string, string, string, string | Uint8Array<ArrayBuffer>, number, RegExp]>([
    ['nested a million deep', 'POST', '/contracts/publish', publish(`,"contracts":${deep(1e6)}`), 400, /nested more deeply/],
    ['a pact nested a million deep', 'PUT', PACT, `{"interactions":${deep(1e6)}}`, 400, /nested too deeply/],
    ['half of a surrogate pair in a name', 'POST', '/pacticipants', '{"name":"a\\ud800"}', 400, /half of a surrogate pair/],
    ['half of a surrogate pair deep inside', 'PUT', '/pacticipants/App', '{"x":[{"y\\udc00":1}]}', 400, /half of a surrogate pair/],
    ['a name of 10 kB', 'POST', '/pacticipants', `{"name":"${'x'.repeat(10_000)}"}`, 400, /too long/],
    ['a provider of 10 kB in a contract', 'POST', '/contracts/publish', publish(`,"contracts":[{"consumerName":"App","providerName":"${'x'.repeat(10_000)}","specification":"pact","contentType":"application/json","content":"${contract('{}')}"}]`), 400, /too long/],
    ['a name of 10 kB in the path', 'PUT', `/pacticipants/${'x'.repeat(10_000)}/versions/1/tags/t`, '{}', 400, /too long/],
    ['a name that no URL can hold', 'POST', '/pacticipants', '{"name":".."}', 400, /cannot be/],
    ['a NUL in a name', 'POST', '/pacticipants', '{"name":"a\\u0000b"}', 400, /control characters/],
    ['a line break in the path', 'PUT', '/pacticipants/a%0d%0aset-cookie:x/versions/1', '{}', 400, /control characters/],
    ['a path that is not UTF-8', 'PUT', '/pacticipants/%ff/versions/1', '{}', 400, /not valid UTF-8/],
    ['half an escape in the path', 'PUT', '/pacticipants/%/versions/1', '{}', 400, /not valid UTF-8/],
    ['a tag of 10 kB', 'POST', '/contracts/publish', publish(`,"contracts":[],"tags":["${'x'.repeat(10_000)}"]`), 400, /too long/],
    ['a truncated body', 'POST', '/contracts/publish', '{"pacticipantName":"App","pacticipantVers', 400, /not a JSON object/],
    ['bytes that are not UTF-8', 'POST', '/pacticipants', new Uint8Array([0x7b, 0xff, 0x7d]), 400, /not UTF-8/],
    ['a list', 'POST', '/environments', '[]', 400, /not a JSON object/],
  ])('%s', async (_what, method, path, body, status, reason) => {
    const before = JSON.stringify(await localBroker(ledger).pacticipants());
    const answer = await request(method, path, body);
    expect([answer.status, answer.text.slice(0, 500)]).toEqual([status, expect.stringMatching(reason)]);
    expect(JSON.stringify(await localBroker(ledger).pacticipants())).toBe(before);
    expect((await localBroker(ledger).versions('App')).map(({ number }) => number)).toEqual(['1']);
  });

  it('a body of another type, or without end', async () => {
    expect(await request('POST', '/pacticipants', '<name/>', { 'content-type': 'text/xml' })).toMatchObject({ status: 415, text: expect.stringContaining('application/json') as string });
    expect(await request('PUT', PACT, '{}', { ...JSON_TYPE, 'content-length': '99999999999' })).toMatchObject({ status: 413 });
  });

  it('a contract of many megabytes with a bad letter at its end takes no longer than reading it', async () => {
    const body = publish(`,"contracts":[{"consumerName":"App","providerName":"Api","specification":"pact","contentType":"application/json","content":"${'A'.repeat(2e7 - 1)}!"}]`);
    expect(await request('POST', '/contracts/publish', body)).toMatchObject({ status: 400, text: expect.stringContaining('not valid Base64') as string });
  });
});

it('takes names with slashes, dots, emoji and quotes as they are', async () => {
  for (const name of ['a/b', '...', 'a%2Fb', '👩‍🚀', 'é', 'e\u0301', '"\'<script>', 'a?b#c', ' ', "Robert'); DROP TABLE versions;--", '__proto__', 'latest']) {
    const segment = encodeURIComponent(name);
    const { status } = await request('PUT', `/pacticipants/${segment}/versions/1/tags/${segment}`, '{}');
    expect([name, status]).toEqual([name, 201]);
    expect((await request('GET', `/pacticipants/${segment}/versions/1/tags/${segment}`)).status).toBe(200);
  }
});

it('puts nothing of a forwarding header into a link but a scheme and a host', async () => {
  const self = async (headers: Record<string, string>) => (JSON.parse((await request('GET', '/', undefined, headers)).text) as { _links: { self: { href: string } } })._links.self.href;
  expect(await self({ 'x-forwarded-host': 'broker.example:8443, other', 'x-forwarded-proto': 'https' })).toBe('https://broker.example:8443');
  expect(await self({ 'x-forwarded-host': 'evil"><script>', 'x-forwarded-proto': 'javascript' })).toBe('http://localhost');
});

it('reads results of any shape', async () => {
  const results = `/pacts/provider/Api/consumer/App/pact-version/${SHA()}/verification-results`;
  for (const testResults of ['"x"', '[1,null,"x"]', '[{"success":false,"mismatches":"no"}]', '[{"success":false,"interactionDescription":7,"mismatches":[1,{"attribute":[]}],"exceptions":{}}]', '{"tests":{}}', deep(900)]) {
    expect((await request('POST', results, `{"success":false,"providerApplicationVersion":"7","testResults":${testResults}}`)).status).toBe(201);
    expect((await request('GET', '/matrix?q[][pacticipant]=App&latestby=cvpv')).status).toBe(200);
  }
  expect((await request('GET', `${results}/nothing`)).status).toBe(404);
});

const text = fc.oneof(fc.constantFrom('App', 'Api', '1', 'main', 'dev', 'prod', '..', '%', '\u0000', '\ud800', 'x'.repeat(300), '[]', '__proto__', '(a+)+$', ''), fc.string({ unit: 'binary', maxLength: 20 }));
const segment = text.map((one) => encodeURIComponent(one.toWellFormed()));
const PATHS = ['/contracts/publish', '/pacticipants', '/pacticipants/*', '/pacticipants/*/versions/*', '/pacticipants/*/versions/*/tags/*', '/pacticipants/*/branches/*/versions/*', '/pacticipants/*/labels/*', '/environments', '/environments/*',
  '/pacts/provider/*/consumer/*/version/*', '/pacts/provider/*/consumer/*/pact-version/*/verification-results', '/pacts/provider/*/consumer/*/pact-version/*/metadata/*', '/pacts/provider/*/for-verification', '/pacts/provider/*/consumer/*/latest/*/badge',
  '/deployed-versions/*', '/integrations/provider/*/consumer/*', '/pacts/provider/*/provider-states', '/pacticipants/*/versions/*/deployed-versions/environment/*', '/dashboard', '/relationships', '/groups/*', '/doc/*'];
const path = fc.oneof(
  fc.tuple(fc.constantFrom(...PATHS), fc.array(segment, { minLength: 4, maxLength: 4 })).map(([one, names]) => names.reduce((so, name) => so.replace('*', () => name), one)),
  fc.array(fc.tuple(fc.constantFrom('q[][pacticipant]', 'q[][version]', 'q[][latest]', 'q[][tag]', 'q[][__proto__]', 'latestby', 'environment', 'limit', 'success[]', 'ignore[][pacticipant]', 'page', 'pageSize'), segment), { maxLength: 8 })
    .map((pairs) => `/matrix?${pairs.map(([key, value]) => `${key}=${value}`).join('&')}`),
);
const KEYS = ['name', 'production', 'pacticipantName', 'pacticipantVersionNumber', 'contracts', 'tags', 'branch', 'success', 'providerApplicationVersion', 'testResults', 'consumerVersionSelectors', 'mainBranch', 'includeWipPactsSince', 'providerVersionBranch', 'providerVersionTags', 'currentlyDeployed', 'interactions', 'consumer', 'contacts'];
const value = fc.oneof(text, fc.boolean(), fc.constant('2024-01-01'), fc.jsonValue({ maxDepth: 3 }), fc.array(fc.dictionary(fc.constantFrom('consumer', 'branch', 'tag', 'latest', 'mainBranch', 'environment', 'consumerName', 'providerName', 'content', 'description'), fc.oneof(text, fc.constant(true)), { maxKeys: 4 }), { maxLength: 3 }));
const body = fc.oneof({ arbitrary: fc.dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 6 }).map((one) => JSON.stringify(one)), weight: 4 }, { arbitrary: fc.json(), weight: 1 }, { arbitrary: text, weight: 1 });

it('answers any request without a fault of its own, and stays as the facts say', async () => {
  await fc.assert(fc.asyncProperty(fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'), path, body, fc.boolean(), async (method, where, what, problem) => {
    const headers = { ...JSON_TYPE, ...(problem && { accept: 'application/problem+json' }) };
    const answer = await request(method, where, method === 'GET' ? undefined : what.toWellFormed(), headers);
    expect(answer.status).toBeLessThan(500);
    if (answer.status >= 400 && answer.status !== 405) expect(answer.text).toMatch(/error|detail/);
  }), { seed: 1, numRuns: 3000 });
  const everything = async () => JSON.stringify([await localBroker(ledger).pacticipants(), await localBroker(ledger).environments()]);
  const before = await everything();
  ledger.rebuild();
  expect(await everything()).toBe(before);
}, 60_000);
