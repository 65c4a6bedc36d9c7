import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Ledger, type RunningBroker, localBroker, openLedger, startBroker } from '#broker/index';
import { pactText } from '#broker/testing/pacts';

let ledger: Ledger;
let server: RunningBroker;
beforeEach(async () => {
  ledger = openLedger(':memory:');
  server = await startBroker({ ledger });
});
afterEach(async () => {
  await server.stop();
  ledger.close();
});

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
async function get(path: string, accept = BROWSER) {
  const response = await fetch(server.url + path, { headers: { accept } });
  return { status: response.status, type: response.headers.get('content-type'), csp: response.headers.get('content-security-policy'), text: await response.text() };
}
const publish = (consumer: string, provider: string, text = pactText(consumer, provider, 'x')) => localBroker(ledger).publish({ consumer, version: '1', branch: 'main', pacts: [{ provider, text }] });

it.each(['application/hal+json', '*/*', 'application/json, text/html', ''])('a client that accepts "%s" keeps getting HAL', async (accept) => {
  expect(await get('/', accept)).toMatchObject({ type: 'application/hal+json;charset=utf-8', csp: null, text: expect.stringContaining('"pb:publish-pact"') as string });
});

it('a browser gets a page that may load and run nothing', async () => {
  await publish('App', 'Api');
  const { status, type, csp, text } = await get('/');
  expect({ status, type }).toEqual({ status: 200, type: 'text/html;charset=utf-8' });
  expect(csp).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; /);
  expect(text).not.toMatch(/<script|style="|https?:/);
  expect(text).toContain('App asks Api');
});

it('escapes every field of every page', async () => {
  const evil = '<script>alert("1")</script>';
  const [consumer, provider] = [`a/${evil}`, `😀${evil}`];
  const says = evil + 'x'.repeat(10_000);
  const text = (body: string) => JSON.stringify({
    consumer: { name: consumer }, provider: { name: provider }, metadata: { pactSpecification: { version: '3.0.0' } },
    interactions: [{ description: evil, providerStates: [{ name: evil }], request: { method: evil, path: `/${evil}`, headers: { [evil]: evil } }, response: { status: 200, body: { [evil]: body, n: 1.0 }, matchingRules: { body: { [`$.${evil}`]: { matchers: [{ match: 'regex', regex: evil }] } } } } }],
  });
  const broker = localBroker(ledger);
  for (const [version, body] of [['0', 'old'], [evil, says]] as const) await broker.publish({ consumer, version, branch: evil, tags: [evil], pacts: [{ provider, text: text(body) }] });
  const [{ publishUrl } = { publishUrl: '' }] = await broker.pactsForVerification({ provider, selectors: [{ latest: true }] });
  await broker.recordVerification({ success: false, providerVersion: evil, providerBranch: evil, grade: 'stub', publishUrl,
    testResults: [{ success: false, interactionDescription: evil, mismatches: [{ attribute: evil, identifier: evil, description: `${evil} differs` }], exceptions: [{ message: evil }] }] });
  await broker.createEnvironment('<b>prod', true);
  for (const name of [consumer, provider]) await broker.recordDeployment(name, evil, '<b>prod', evil);
  const [c, p, v] = [consumer, provider, evil].map(encodeURIComponent);
  const pact = `/pacts/provider/${p}/consumer/${c}`;
  for (const [path, holds] of [
    ['/', '&#60;b&#62;prod: '], ['/pacticipants', 'a/&#60;script'], [`/pacticipants/${c}`, 'Versions'], ['/environments', 'as &#60;script'], ['/matrix', 'a/&#60;script'],
    [`/matrix/provider/${p}/consumer/${c}`, '✗ failed'], [`/matrix/provider/${p}/consumer/${c}?branch=${v}&environment=${v}&result=none`, 'value="&#60;script'],
    [`${pact}/version/${v}`, 'differs'], [`${pact}/latest`, 'matches /&#60;script'], [`${pact}/version/${v}/diff/previous-distinct`, 'From version'], [`${pact}/version/${v}/diff/version/0`, 'response body was'], ['/timeline', 'was deployed to &#60;b&#62;prod as &#60;script'],
  ] as const) {
    const page = await get(path);
    expect(page, path).toMatchObject({ status: 200, type: 'text/html;charset=utf-8' });
    expect(page.text, path).toContain(holds);
    expect(page.text, path).not.toMatch(/<script|<b>/);
    expect((await get(path, 'application/hal+json')).csp, path).toBeNull();
  }
});

it('tells a browser in the API\'s own words what is not there', async () => {
  expect(await get('/pacticipants/No')).toMatchObject({ status: 404, csp: null });
});

it('shows a long list in parts', async () => {
  for (let index = 100; index < 160; index++) await publish(`App ${index}`, 'Api');
  const [first, second] = [await get('/'), await get('/?page=2')];
  expect(first.text).toContain('Page 1 of 2, 60 in all');
  expect([first.text.includes('App 150'), second.text.includes('App 150'), second.text.includes('App 149')]).toEqual([false, true, false]);
});

it('tells what happened, newest first, in parts', async () => {
  await publish('App', 'Api');
  for (let index = 0; index < 60; index++) await localBroker(ledger).createEnvironment(`env ${index}`, false);
  const first = await get('/timeline');
  expect(first.text.indexOf('environment env 59')).toBeLessThan(first.text.indexOf('environment env 58'));
  expect(first.text).not.toContain('published what it expects');
  const [, earlier = ''] = /href="(\/timeline\?before=\d+)"/.exec(first.text) ?? [];
  const second = await get(earlier);
  expect(second.text).toContain('App</a> 1 published what it expects of <a href="/pacticipants/Api">Api</a>');
  expect(second.text).not.toContain('env 59');
});

it('takes a senseless place in the timeline as its beginning', async () => {
  await publish('App', 'Api');
  for (const before of ['-1', 'x', '1e400', '0']) expect((await get(`/timeline?before=${before}`)).text).toContain('published');
});

it('says what a change of a pact means for its provider', async () => {
  await publish('App', 'Api');
  await localBroker(ledger).publish({ consumer: 'App', version: '2', branch: 'main', pacts: [{ provider: 'Api', text: pactText('App', 'Api', 'y') }] });
  const { text } = await get('/pacts/provider/Api/consumer/App/version/2/diff/previous-distinct');
  expect(text).toContain('may break the provider');
  expect(text).toMatch(/<h2>breaking<\/h2><ul><li>interaction/);
});
