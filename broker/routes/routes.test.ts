import { describe, expect, it } from 'vitest';
import { pactText } from '#broker/testing/pacts';
import { brokerForEachTest } from '#broker/testing/running-broker';

const on = brokerForEachTest();

interface Answer { status: number; body: Record<string, unknown> }
async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(on.server.url + path, { method, headers: { 'content-type': 'application/json', ...headers }, ...(text !== undefined && { body: text }) });
  const answer = await response.text();
  return { status: response.status, body: answer === '' ? {} : JSON.parse(answer) as Record<string, unknown> };
}
const get = (path: string, headers?: Record<string, string>) => send('GET', path, undefined, headers);
const pact = (says = 'x') => pactText('App', 'Api', says);
const contract = (content: string) => ({ consumerName: 'App', providerName: 'Api', specification: 'pact', contentType: 'application/json', content });
const base64 = (text: string) => Buffer.from(text).toString('base64');
const PACT = '/pacts/provider/Api/consumer/App/version/1';

describe('bad requests get the real broker\'s answers', () => {
  it.each<[string, unknown, Record<string, unknown>]>([
    ['no version', { pacticipantName: 'App', contracts: [] }, { pacticipantVersionNumber: ['is missing'] }],
    ['no contracts', { pacticipantName: 'App', pacticipantVersionNumber: '1' }, { contracts: ['is missing'] }],
    ['no Base64', { pacticipantName: 'App', pacticipantVersionNumber: '1', contracts: [contract('!')] }, { contracts: ['content is not valid Base64 (at index 0)'] }],
    ['no UTF-8', { pacticipantName: 'App', pacticipantVersionNumber: '1', contracts: [contract('/w==')] }, { contracts: ['content has a non UTF-8 character and cannot be parsed as JSON (at index 0)'] }],
    ['another consumer', { pacticipantName: 'Bpp', pacticipantVersionNumber: '1', contracts: [contract(base64(pact()))] }, { contracts: ["consumerName ('App') must match pacticipantName ('Bpp') (at index 0)"] }],
    ['no JSON in it', { pacticipantName: 'App', pacticipantVersionNumber: '1', contracts: [contract(base64('{'))] }, { base: [expect.stringContaining('is not a pact')] }],
  ])('publishing %s', async (_what, body, errors) => {
    expect(await send('POST', '/contracts/publish', body)).toEqual({ status: 400, body: { errors } });
    expect((await get('/pacticipants')).body).toMatchObject({ _embedded: { pacticipants: [] } });
  });
  it.each([
    ['/matrix', ['Please provide 1 or more version selectors.']],
    ['/matrix?q[][pacticipant]=No', ['Pacticipant No not found']],
    ['/matrix?q[][pacticipant]=App&environment=moon', ["Environment with name 'moon' does not exist"]],
    ['/matrix?q[][pacticipant]=App&latestby=zzz', ['latestby must be one of: cvpv, cvp, cp']],
    ['/matrix?q[][pacticipant]=App&tag=a&mainBranch=true', ['Cannot specify more than one of tag, environment and mainBranch.']],
    ['/can-i-deploy?pacticipant=App&version=1', { base: ["Must specify either an environment or a 'to' tag."] }],
    ['/can-i-deploy?pacticipant=No&version=1&environment=moon', { pacticipant: ['does not match an existing pacticipant'], environment: ["with name 'moon' does not exist"] }],
  ])('asking %s', async (path, errors) => {
    await send('PUT', PACT, pact());
    expect(await get(path)).toEqual({ status: 400, body: { errors } });
  });
  it.each<[object, string]>([
    [{ consumer: 'App' }, 'must specify a value for environment or tag or branch, or specify mainBranch=true, matchingBranch=true, latest=true, deployed=true, released=true or deployedOrReleased=true (at index 0)'],
    [{ mainBranch: true, tag: 'x' }, 'cannot specify mainBranch=true with any other criteria apart from consumer (at index 0)'],
    [{ matchingBranch: true }, 'the providerVersionBranch must be specified when the selector matchingBranch=true is used (at index 0)'],
    [{ environment: 'moon' }, "environment with name 'moon' does not exist (at index 0)"],
    [{ branch: 'x', deployed: true }, 'cannot specify the field branch with the field deployed (at index 0)'],
  ])('selecting %j', async (selector, error) => {
    expect(await send('POST', '/pacts/provider/Api/for-verification', { consumerVersionSelectors: [selector] })).toEqual({ status: 400, body: { errors: { consumerVersionSelectors: [error] } } });
  });
  it('environments', async () => {
    expect(await send('POST', '/environments', { name: 'a b' })).toEqual({ status: 400, body: { errors: { name: ['cannot contain spaces'], production: ['is missing'] } } });
    expect(await send('POST', '/environments', { name: 'prod', production: true })).toMatchObject({ status: 201, body: { name: 'prod', displayName: 'Prod' } });
    expect(await send('POST', '/environments', { name: 'prod', production: true })).toMatchObject({ status: 400, body: { errors: { name: ["name 'prod' is already used by an existing environment."] } } });
  });
  it.each(['/nothing', PACT, '/pacticipants/No', '/pacticipants/No/versions', '/environments/no', '/deployed-versions/no', '/pacts/provider/A/consumer/B/pact-version/c/verification-results/latest'])('%s is not there', async (path) => {
    expect(await get(path)).toEqual({ status: 404, body: { error: 'The requested document was not found on this server.' } });
  });
  it('other than JSON', async () => {
    expect((await send('POST', '/contracts/publish', 'x=1', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
  });
});

describe('a pact', () => {
  it('is created, republished, refused when changed, and served with its links', async () => {
    expect((await send('PUT', PACT, pact())).status).toBe(201);
    expect((await send('PUT', PACT, pact())).status).toBe(200);
    expect(await send('PUT', PACT, pact('other'))).toMatchObject({ status: 409, body: { error: expect.stringContaining('was "x", is "other"') as string } });
    const { body } = await get(PACT);
    const links = body['_links'] as Record<string, { href: string }>;
    expect((await get(links['pb:pact-version']?.href.replace(on.server.url, '') ?? '')).body['_links']).toEqual(links);
    expect((await get('/pacts/provider/Api/consumer/App/latest')).body['_links']).toEqual(links);
    const posted = await send('POST', links['pb:publish-verification-results']?.href.replace(on.server.url, '') ?? '', { success: true, providerApplicationVersion: '7', testResults: [] });
    expect(posted).toMatchObject({ status: 201, body: { success: true, providerApplicationVersion: '7' } });
    expect((await get(links['pb:latest-verification-results']?.href.replace(on.server.url, '') ?? '')).body).toEqual(posted.body);
  });
  it('has links that lead back through a proxy', async () => {
    await send('PUT', PACT, pact());
    const { body } = await get(PACT, { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'broker.example' });
    expect(body).toMatchObject({ _links: { self: { href: `https://broker.example${PACT}` } } });
  });
});

it('answers the matrix as the real broker does', async () => {
  await send('PUT', PACT, pact());
  await send('POST', '/environments', { name: 'prod', production: true });
  expect((await get('/matrix?q[][pacticipant]=App&q[][version]=1&latestby=cvpv&environment=prod')).body).toMatchObject({
    summary: { deployable: null, success: 0, failed: 0, unknown: 1, reason: 'There is no verified pact between version 1 of App and a version of Api currently in prod (no version is currently recorded as deployed/released in this environment)' },
    matrix: [{ consumer: { name: 'App', version: { number: '1' } }, provider: { name: 'Api', version: null }, verificationResult: null }],
  });
  expect((await get('/matrix?q%5B%5D%5Bpacticipant%5D=App&q%5B%5D%5Blatest%5D=true&q[][pacticipant]=Api&latestby=cvpv')).body).toMatchObject({
    summary: { deployable: null, reason: expect.stringContaining('There is no verified pact between the latest version of App (1) and any version of Api') as string },
  });
  expect((await get('/can-i-deploy?pacticipant=App&version=9&environment=prod')).body).toMatchObject({ summary: { deployable: false, reason: 'No pacts or verifications have been published for version 9 of App' } });
});
