import { Transform } from 'node:stream';
import { type Server, connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startServiceBus } from '#emulators/service-bus/index';
import { parseConnectionString } from '#ring2/drift/connection-string';
import { doubtsOf } from '#ring2/drift/doubts';
import { runDrift } from '#ring2/drift/run';
import { parseTarget } from '#ring2/drift/targets';
import { productAt } from '#ring2/drift/targets/product';

const folder = mkdtempSync(join(tmpdir(), 'ringproof-product-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The way to a bus, on which it does not say whose it is, as the official emulator does not. */
async function anonymous(port: number): Promise<{ port: number } & AsyncDisposable> {
  const silence = () => new Transform({ transform: (bytes: Buffer, _encoding, done) => done(null, Buffer.from(bytes.toString('latin1').replace(/(product[^]{1,3})ringproof/, '$1nameless.'), 'latin1')) });
  const server: Server = createServer((client) => {
    const bus = connect(port, '127.0.0.1');
    for (const socket of [client, bus]) socket.on('error', () => { client.destroy(); bus.destroy(); });
    client.pipe(bus);
    bus.pipe(silence()).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, [Symbol.asyncDispose]: async () => void (await new Promise((resolve) => server.close(resolve))) };
}

const PUBLISHED = 'SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE';
const at = (port: number, more: string) => parseConnectionString(`Endpoint=sb://localhost:${port};${more}`);

test('the official emulator is known by its published connection string, unless what answers says that it is another', async () => {
  await using bus = await startServiceBus();
  await using nameless = await anonymous(bus.port);
  const product = (port: number, more: string) => productAt(at(port, more), 5000);
  expect(await product(bus.port, `${PUBLISHED};UseDevelopmentEmulator=true`)).toBe('ringproof emulator');
  expect(await product(bus.port, `${PUBLISHED};UseDevelopmentEmulator=true;TransportType=AmqpWebSockets`)).toBe('ringproof emulator');
  expect(await product(nameless.port, `${PUBLISHED};UseDevelopmentEmulator=true`)).toBe('official emulator');
  // It speaks no WebSocket, has the one key, and is reached without TLS.
  expect(await product(nameless.port, `${PUBLISHED};UseDevelopmentEmulator=true;TransportType=AmqpWebSockets`)).toBeUndefined();
  expect(await product(nameless.port, 'SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=mine;UseDevelopmentEmulator=true')).toBeUndefined();
  expect(await product(nameless.port, PUBLISHED)).toBeUndefined();
});

test('its manifest is applied: what it lacks is a declared gap, told with its reason, and decides nothing', async () => {
  await using bus = await startServiceBus();
  await using nameless = await anonymous(bus.port);
  const ledgerFile = join(folder, 'ledger.jsonl');
  const run = (port: number) => runDrift({
    left: parseTarget(`Endpoint=sb://localhost:${port};${PUBLISHED};UseDevelopmentEmulator=true`, { ledgerFile }), right: parseTarget('emulator:tcp'), scenarios: 'amqp-over-websocket,receive-unknown-entity', payloads: [],
  });
  const official = await run(nameless.port);
  expect(official).toMatchObject({
    outcome: 'passed', counts: { passed: 1, gaps: 1, inconclusive: 0 }, details: { left: { gaps: { capabilities: [{ capability: 'websocket' }] } } },
    results: [{ name: 'amqp-over-websocket', reason: expect.stringMatching(/lacks websocket \(it speaks AMQP over TCP only\)$/) as string }, { outcome: 'passed' }],
  });
  expect(doubtsOf(official).size).toBe(0);
  expect(await run(bus.port)).toMatchObject({ outcome: 'passed', counts: { passed: 2, gaps: 0 } });
});
