import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RunningServiceBus, startServiceBus } from '#emulators/service-bus/index';
import type { Driver } from '#ring2/drift/driver';
import { libraryNamed } from '#ring2/drift/drivers/libraries';
import type { ConnectOptions } from '#ring2/drift/library';

const OPTIONS: Omit<ConnectOptions, 'connectionString' | 'port' | 'transport'> = {
  host: 'localhost', plain: false, patienceMs: 1000, briefMs: 50, answerMs: 10_000, clock: { now: () => 0, wait: async () => undefined }, clean: (text) => text,
  admin: () => Promise.reject(new Error('not asked for')), wire: () => Promise.reject(new Error('not asked for')),
};

const sendAndReceive = async (driver: Driver) => {
  await driver.send('q', { body: 'over TLS' });
  return (await driver.receive('q'))?.body;
};

/** What a driver program is told to trust, it reads from here when it connects. */
const TRUST = 'NODE_EXTRA_CA_CERTS';
let before: string | undefined;
let bus: RunningServiceBus;

beforeEach(async () => {
  before = process.env[TRUST];
  bus = await startServiceBus({ auth: 'enforce', queues: [{ name: 'q' }] });
  process.env[TRUST] = await bus.caFile();
});
afterEach(async () => {
  if (before === undefined) delete process.env[TRUST];
  else process.env[TRUST] = before;
  await bus.stop();
});

describe.each([
  ['amqp-go', { code: 'UnauthorizedAccess', condition: 'amqp:unauthorized-access' }], ['azure-sdk-python', { code: 'UnauthorizedAccess' }],
])('%s over TLS', (name, refusal) => {
  async function speak(transport: ConnectOptions['transport'], changed: (connectionString: string) => string = (same) => same): Promise<unknown> {
    const library = await libraryNamed(name).open();
    try {
      // With this part the official clients speak without TLS.
      const connectionString = changed(bus.connectionString.replace('UseDevelopmentEmulator=true;', ''));
      return await sendAndReceive((await library.connect({ ...OPTIONS, port: bus.port, transport, connectionString })).driver());
    } finally {
      await library.close();
    }
  }

  test.each(['tcp', 'websocket'] as const)('and %s trusts the certificate that it is told, and signs its token with the key', async (transport) => {
    expect(await speak(transport)).toBe('over TLS');
    const forged = speak(transport, (connectionString) => connectionString.replace(/SharedAccessKey=[^;]*/, 'SharedAccessKey=another'));
    await expect(forged).rejects.toMatchObject(refusal);
  });

  test.each(['tcp', 'websocket'] as const)('and %s trusts no other certificate', async (transport) => {
    delete process.env[TRUST];
    await expect(speak(transport)).rejects.toMatchObject({ message: expect.stringMatching(/certificate/i) as unknown });
  });
});
