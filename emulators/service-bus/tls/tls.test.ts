import { execFile } from 'node:child_process';
import { access, readFile } from 'node:fs/promises';
import { get } from 'node:https';
import { connect } from 'node:net';
import { once } from 'node:events';
import { connect as connectTls } from 'node:tls';
import { promisify } from 'node:util';
import { ServiceBusClient } from '@azure/service-bus';
import { describe, expect, it } from 'vitest';
import { type RunningServiceBus, startServiceBus } from '#emulators/service-bus/index';
import { NO_RENEWAL, one } from '#emulators/service-bus/testing/world';

const encrypted = (bus: RunningServiceBus) => bus.connectionString.replace('UseDevelopmentEmulator=true;', '');
const RETRY = { retryOptions: { maxRetries: 0, timeoutInMs: 5000 } };

/** What a user does who sets one environment variable and changes nothing else; the variable is read when Node starts. */
const PROGRAM = `
import { ServiceBusAdministrationClient, ServiceBusClient } from '@azure/service-bus';
await new ServiceBusAdministrationClient(process.env.CS, { retryOptions: { maxRetries: 0 } }).createQueue('q');
const client = new ServiceBusClient(process.env.CS, { retryOptions: { maxRetries: 0, timeoutInMs: 5000 } });
await client.createSender('q').sendMessages({ body: 'over TLS' });
const [message] = await client.createReceiver('q').receiveMessages(1, { maxWaitTimeInMs: 3000 });
console.log(message.body);
await client.close();
`;

describe('TLS on the same port', () => {
  it('carries AMQP over WebSocket for a client that trusts the certificate', async () => {
    await using bus = await startServiceBus({ queues: [{ name: 'q' }] });
    const { WebSocket } = await import('ws');
    const webSocketOptions = { webSocket: WebSocket, webSocketConstructorOptions: { ca: await bus.caPem() } };
    const client = new ServiceBusClient(encrypted(bus), { ...RETRY, webSocketOptions });
    await client.createSender('q').sendMessages({ body: 'wss' });
    expect((await one(client.createReceiver('q', NO_RENEWAL))).body).toBe('wss');
    await client.close();
  });

  it('carries administration and AMQP over TCP for a process with NODE_EXTRA_CA_CERTS and refuses one without', async () => {
    await using bus = await startServiceBus();
    const run = (environment: Record<string, string>) => promisify(execFile)(process.execPath, ['--input-type=module', '--eval', PROGRAM], {
      cwd: import.meta.dirname, env: { ...process.env, CS: encrypted(bus), ...environment },
    });
    const [trusting, other] = await Promise.allSettled([run({ NODE_EXTRA_CA_CERTS: await bus.caFile() }), run({})]);
    expect(trusting).toMatchObject({ status: 'fulfilled', value: { stdout: 'over TLS\n' } });
    expect(other).toMatchObject({ status: 'rejected', reason: { stderr: expect.stringMatching(/certificate/) as string } });
  });

  it.each(['localhost', '127.0.0.1'])('answers https://%s', async (host) => {
    await using bus = await startServiceBus();
    const [response] = await once(get({ host, port: bus.port, path: '/$namespaceinfo', ca: await bus.caPem() }), 'response') as [{ statusCode: number; destroy(): void }];
    expect(response.statusCode).toBe(200);
    response.destroy();
  });

  it('keeps serving after handshakes that are none, were broken off, or hold another one', async () => {
    await using bus = await startServiceBus({ queues: [{ name: 'q' }] });
    const garbage = connect(bus.port, bus.host);
    garbage.write('\x16 begins like a handshake');
    await once(garbage, 'close');
    const broken = connect(bus.port, bus.host);
    broken.write(Buffer.from([0x16, 3, 1]), () => broken.destroy());
    await once(broken, 'close');
    const nested = connectTls({ port: bus.port, host: bus.host, ca: await bus.caPem() });
    await once(nested, 'secureConnect');
    expect(nested.getPeerCertificate().subjectaltname).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
    nested.write(Buffer.from([0x16, 3, 1, 0, 0]));
    await once(nested, 'close');
    const client = new ServiceBusClient(bus.connectionString, RETRY);
    await client.createSender('q').sendMessages({ body: 'still here' });
    await client.close();
    expect(bus.journal.exchanges).toHaveLength(1);
  });

  it('writes its certificate where told, or to a file that goes when it stops', async () => {
    const bus = await startServiceBus();
    const file = await bus.caFile();
    expect(await readFile(file, 'utf8')).toBe(await bus.caPem());
    await expect(bus.caFile('/nowhere/ca.pem')).rejects.toMatchObject({ code: 'RP_FILE_UNWRITABLE', values: { file: '/nowhere/ca.pem' } });
    await bus.stop();
    await expect(access(file)).rejects.toThrow('ENOENT');
  });
});
