import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import { ServiceBusClient } from '@azure/service-bus';
import type { RunningServiceBus } from '#emulators/service-bus/index';

/**
 * What the JavaScript SDK says, cut into headers and frames, connection by connection: token, send, batch, receive, settle,
 * management, session. The bus needs the queues `q` and, with sessions, `sessions`.
 */
export async function recordConversations(bus: RunningServiceBus): Promise<Buffer[][]> {
  const said: Buffer[][] = [];
  const sockets: Socket[] = [];
  const proxy = createServer((near) => {
    const chunks: Buffer[] = [];
    said.push(chunks);
    const far = connect(bus.port, bus.host);
    sockets.push(near, far);
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.on('data', (chunk: Buffer) => chunks.push(chunk));
    near.pipe(far).pipe(near);
  }).listen(0, bus.host);
  await new Promise((resolve) => proxy.once('listening', resolve));
  const connectionString = bus.connectionString.replace(`:${bus.port};`, `:${(proxy.address() as AddressInfo).port};`);
  for (const talk of [sendAndSettle, manage, sessions]) {
    const client = new ServiceBusClient(connectionString);
    await talk(client);
    await client.close();
  }
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => proxy.close(resolve));
  return said.map((chunks) => cut(Buffer.concat(chunks)));
}

async function sendAndSettle(client: ServiceBusClient): Promise<void> {
  const sender = client.createSender('q');
  await sender.sendMessages({ body: { order: 7 }, applicationProperties: { amount: 1.5, ok: true } });
  const batch = await sender.createMessageBatch();
  for (let n = 0; n < 4; n += 1) batch.tryAddMessage({ body: `batched ${n}` });
  await sender.sendMessages(batch);
  const receiver = client.createReceiver('q');
  const [a, b, c, d] = await receiver.receiveMessages(5);
  if (a) await receiver.completeMessage(a);
  if (b) await receiver.abandonMessage(b, { why: 'later' });
  if (c) await receiver.deadLetterMessage(c, { deadLetterReason: 'bad', deadLetterErrorDescription: 'really' });
  if (d) await receiver.deferMessage(d);
  if (d?.sequenceNumber) await receiver.receiveDeferredMessages(d.sequenceNumber);
}

async function manage(client: ServiceBusClient): Promise<void> {
  const sender = client.createSender('q');
  const [scheduled] = await sender.scheduleMessages({ body: 'later' }, new Date(Date.now() + 3_600_000));
  if (scheduled) await sender.cancelScheduledMessages(scheduled);
  const receiver = client.createReceiver('q');
  await receiver.peekMessages(3);
  await sender.sendMessages({ body: 'lock' });
  const [held] = await receiver.receiveMessages(1);
  if (held) await receiver.renewMessageLock(held);
}

async function sessions(client: ServiceBusClient): Promise<void> {
  await client.createSender('sessions').sendMessages({ body: 's', sessionId: 'one' });
  const receiver = await client.acceptSession('sessions', 'one');
  await receiver.setSessionState('state');
  await receiver.getSessionState();
  await receiver.renewSessionLock();
  const [message] = await receiver.receiveMessages(1);
  if (message) await receiver.completeMessage(message);
}

/** Protocol headers have 8 bytes, frames say their own size. */
function cut(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.toString('latin1', at, at + 4) === 'AMQP' ? at + 8 : at + bytes.readUInt32BE(at);
    parts.push(bytes.subarray(at, end));
    at = end;
  }
  return parts;
}
