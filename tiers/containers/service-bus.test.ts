import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceBusClient } from '@azure/service-bus';
import { GenericContainer, type StartedTestContainer, Wait } from 'testcontainers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainWebSocket } from '#emulators/service-bus/index';
import { LABEL, build, exitCodeOf, removeVolume, runToEnd, sizes, stop, sweep, userOf } from './docker.ts';

// The emulator's image, built as its README says from a base of Debian packages, and driven from outside.

const IMAGE = 'ringproof-service-bus:test';
const PORT = 5672;
const VOLUME = `ringproof-test-${process.pid}`;
const CONFIG = `{ "UserConfig": { "Namespaces": [ { "Name": "sbemulatorns", // as the official emulator's
  "Queues": [ { "Name": "orders", "Properties": { "LockDuration": "PT1M" } } ] } ] } }`;

let folder: string;
let base: string;
beforeAll(() => {
  process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true';
  sweep();
  folder = mkdtempSync(join(tmpdir(), 'ringproof-image-'));
  const run = (file: string, args: string[]) => execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  base = run('tiers/containers/base-image.sh', [process.env['RINGPROOF_CACHE'] ?? join(tmpdir(), 'ringproof-cache')]).trim();
  run('npm', ['run', '--silent', 'build']);
  run(process.execPath, ['tools/container-context.ts', join(folder, 'context')]);
  build(join(folder, 'context'), IMAGE, base);
  writeFileSync(join(folder, 'Config.json'), CONFIG);
}, 300_000);
afterAll(() => {
  sweep();
  removeVolume(VOLUME);
  rmSync(folder, { recursive: true, force: true });
});

const container = (...flags: string[]) => new GenericContainer(IMAGE)
  .withLabels({ [LABEL]: String(process.pid) }).withExposedPorts(PORT).withCommand(flags).withWaitStrategy(Wait.forHealthCheck());

const configured = () => container('--config', '/config/Config.json', '--data', '/data')
  .withBindMounts([{ source: join(folder, 'Config.json'), target: '/config/Config.json', mode: 'ro' }, { source: VOLUME, target: '/data', mode: 'rw' }]);

function connect(started: StartedTestContainer, websocket = false): ServiceBusClient {
  const endpoint = `Endpoint=sb://${started.getHost()}:${started.getMappedPort(PORT)}`;
  return new ServiceBusClient(`${endpoint};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;`,
    websocket ? { webSocketOptions: { webSocket: plainWebSocket } } : {});
}

it('adds at most 40 MB to its base', () => {
  const { all, ours } = sizes(IMAGE, base);
  process.stdout.write(`image: ${(all / 1e6).toFixed(1)} MB, of which ${(ours / 1e6).toFixed(1)} MB are ours\n`);
  expect(ours).toBeLessThan(40e6);
});

describe('a container', () => {
  it('serves the configured queue over TCP and WebSocket, not as root, and keeps its messages over a restart', async () => {
    const first = await configured().start();
    expect(userOf(first.getId())).toBe('65532');
    const [tcp, websocket] = [connect(first), connect(first, true)];
    await tcp.createSender('orders').sendMessages([{ body: 'by TCP' }, { body: 'kept' }]);
    const receiver = websocket.createReceiver('orders');
    const [message] = await receiver.receiveMessages(1);
    expect(message?.body).toBe('by TCP');
    if (message) await receiver.completeMessage(message);
    await Promise.all([tcp.close(), websocket.close()]);
    await first.stop();

    const second = await configured().start();
    const client = connect(second);
    const [kept] = await client.createReceiver('orders', { receiveMode: 'receiveAndDelete' }).receiveMessages(1);
    expect(kept?.body).toBe('kept');
    await client.close();
    await second.stop();
  });

  it('ends with 0 within a second of SIGTERM', async () => {
    const started = await container().withAutoRemove(false).start();
    const at = performance.now();
    stop(started.getId());
    expect(performance.now() - at).toBeLessThan(1000);
    expect(exitCodeOf(started.getId())).toBe(0);
  });

  it('says what is wrong with its configuration and ends with 2', () => {
    writeFileSync(join(folder, 'wrong.json'), '{ "UserConfig": { "Namespaces": [ { "Name": "n", "Queues": [ { "Nam": "q" } ] } ] } }');
    const { status, stderr } = runToEnd(IMAGE, `${join(folder, 'wrong.json')}:/config/Config.json:ro`, '--config', '/config/Config.json');
    expect([status, stderr]).toEqual([2, expect.stringContaining('$.UserConfig.Namespaces[0].Queues[0]')]);
  });
});
