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
