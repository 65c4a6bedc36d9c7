import { once } from 'node:events';
import { connect } from 'node:net';
import { ServiceBusClient } from '@azure/service-bus';
import { describe, expect, it } from 'vitest';
import { virtualClock } from '#core/clock';
import { createJournal } from '#core/exchange';
import { NO_RENEWAL, one } from '#emulators/service-bus/testing/world';
import { startServiceBus } from '#emulators/service-bus/index';

describe('startServiceBus', () => {
  it("answers the official emulator's connection string with its own port", async () => {
    await using bus = await startServiceBus({ queues: [{ name: 'q' }] });
    expect(bus.connectionString).toBe(`Endpoint=sb://localhost:${bus.port};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;`);
    expect([bus.host, bus.queueNames()]).toEqual(['127.0.0.1', ['q']]);
  });

  it('refuses to reset a queue that it does not have', async () => {
    await using bus = await startServiceBus({ queues: [{ name: 'q' }] });
    expect(() => bus.reset('Q')).not.toThrow();
    expect(() => bus.reset('p')).toThrow(expect.objectContaining({ code: 'RP_USAGE_VALUE', advice: 'Known: q.' }) as Error);
  });

  it('says when its port is taken', async () => {
    await using bus = await startServiceBus();
    await expect(startServiceBus({ port: bus.port })).rejects.toMatchObject({ code: 'RP_PORT_TAKEN', values: { port: bus.port } });
  });

  it('lets go of everything on stop: connections, port and timers', async () => {
    const armed = new Set<unknown>();
    const real = virtualClock();
    const clock = { now: () => real.now(), after: (ms: number, action: () => void) => {
      const cancel = real.after(ms, action);
      armed.add(cancel);
      return () => { armed.delete(cancel); cancel(); };
    } };
    const bus = await startServiceBus({ queues: [{ name: 'q' }], clock });
    const client = new ServiceBusClient(bus.connectionString, { retryOptions: { maxRetries: 0 } });
    await client.createSender('q').sendMessages({ body: 1, timeToLive: 100_000 });
    await one(client.createReceiver('q', NO_RENEWAL));
    expect(armed.size).toBe(2);
    await bus.stop();
    expect(armed.size).toBe(0);
    const refused = connect(bus.port, bus.host);
    expect(await once(refused, 'error').then(() => 'error', (error: NodeJS.ErrnoException) => error.code)).toMatch(/error|ECONNREFUSED/);
    await client.close();
  });
});

describe('the journal', () => {
  it('has every accepted message and what became of it, decoded when read', async () => {
    const journal = createJournal();
    await using bus = await startServiceBus({ queues: [{ name: 'q' }], journal, clock: virtualClock(1000) });
    const client = new ServiceBusClient(bus.connectionString);
    const sender = client.createSender('q');
    await sender.sendMessages([
      { body: { round: 1 }, messageId: 'a', subject: 's', contentType: 'application/json', sessionId: 'x', applicationProperties: { n: 7 } },
      { body: 'text', messageId: 'b' },
    ]);
    await sender.sendMessages({ body: Buffer.from([255, 254]), messageId: 'c' });
    const receiver = client.createReceiver('q', NO_RENEWAL);
    const message = await one(receiver);
    await receiver.abandonMessage(message);
    await receiver.completeMessage(await one(receiver));
    await client.close();
    expect(journal.exchanges.map((exchange) => (exchange.kind === 'message' ? [exchange.body, exchange.properties] : undefined))).toEqual([
      [{ round: 1 }, { messageId: 'a', subject: 's', contentType: 'application/json', sessionId: 'x', applicationProperties: { n: 7 } }],
      ['text', { messageId: 'b', applicationProperties: {} }],
      [{ $binary: '//4=' }, { messageId: 'c', applicationProperties: {} }],
      [null, { settlement: 'abandon', messageId: 'a', sequenceNumber: 1, deliveryCount: 1 }],
      [null, { settlement: 'complete', messageId: 'a', sequenceNumber: 1, deliveryCount: 1 }],
    ]);
    expect(journal.exchanges[0]).toMatchObject({ kind: 'message', at: 1000, from: expect.stringMatching(/^q-/) as string, to: 'q', entity: 'q' });
    expect(journal.exchanges[4]).toMatchObject({ from: 'q', to: expect.stringMatching(/^q-/) as string, entity: 'q' });
  });

  it('has nothing of a message that was refused', async () => {
    await using bus = await startServiceBus({ queues: [{ name: 's', requiresSession: true }] });
    const client = new ServiceBusClient(bus.connectionString, { retryOptions: { maxRetries: 0 } });
    await expect(client.createSender('s').sendMessages([{ body: 1, sessionId: 'a' }, { body: 2 }])).rejects.toThrow();
    await client.close();
    expect(bus.journal.exchanges).toEqual([]);
  });
});
