import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { localBroker, openLedger } from '#broker/index';
import { room } from '#commands/testing/call';
import { verifyProvider } from '#commands/verify-provider';

const interaction = (description: string, pending: boolean) => ({
  type: 'Synchronous/HTTP', description, pending, request: { method: 'GET', path: `/${description}` }, response: { status: 200 },
});
const text = JSON.stringify({
  consumer: { name: 'web' }, provider: { name: 'api' }, metadata: { pactSpecification: { version: '4.0' } },
  interactions: [interaction('known', false), interaction('guessed', true)],
});

it('a pending interaction that fails counts on the virtual platform, and is only said elsewhere', async () => {
  using here = room();
  using ledger = openLedger(':memory:');
  const broker = localBroker(ledger);
  await broker.publish({ consumer: 'web', version: '1', branch: 'main', pacts: [{ provider: 'api', text }] });
  const server = createServer(({ url }, response) => void response.writeHead(url === '/guessed' ? 404 : 200).end()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const http = { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  const on = (virtual: boolean) => verifyProvider({ broker, provider: 'api', target: { name: 'api', virtual, http } }, here.context);
  const [elsewhere, platform] = [await on(false), await on(true)];
  server.close();
  expect(elsewhere).toMatchObject([{ outcome: 'passed', reason: 'pending, does not count here: "guessed"', details: { failed: 0, pendingFailed: 1 } }]);
  expect(platform).toMatchObject([{ outcome: 'failed', mismatches: [{ interaction: 'guessed', actual: '404' }], details: { failed: 1, pendingFailed: 0 } }]);
});
