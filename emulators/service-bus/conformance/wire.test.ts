import { once } from 'node:events';
import { connect } from 'node:net';
import { ServiceBusClient } from '@azure/service-bus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { section, string, symbol, uint } from '#emulators/service-bus/amqp/codec/write';
import { BEGIN, FALSE, FLOW, HEADER, MESSAGE, NULL, OPEN, RawPeer, TRUE, attach, frame, transfer } from '#emulators/service-bus/testing/raw-peer';
import { type RunningServiceBus, startServiceBus } from '#emulators/service-bus/index';

// What SDKs other than JavaScript's need of the wire itself.

let bus: RunningServiceBus;
beforeAll(async () => { bus = await startServiceBus({ queues: [{ name: 'q' }] }); });
afterAll(() => bus.stop());
const peer = () => new RawPeer(bus.port, bus.host);

const SASL_HEADER = Buffer.from([0x41, 0x4d, 0x51, 0x50, 3, 1, 0, 0]);
const saslInit = (mechanism: string, response: string) => {
  const bytes = frame(0x41, [symbol(mechanism), Buffer.concat([Buffer.of(0xa0, response.length), Buffer.from(response)])]);
  bytes[5] = 1;
  return bytes;
};

describe('SASL', () => {
  it.each([['ANONYMOUS', ''], ['MSSBCBS', ''], ['EXTERNAL', ''], ['PLAIN', '\0RootManageSharedAccessKey\0SAS_KEY_VALUE']])('lets %s in', async (mechanism, response) => {
    using client = peer();
    client.write(SASL_HEADER);
    expect((await client.next(0x40)).bytes.includes(mechanism)).toBe(true);
    client.write(saslInit(mechanism, response));
    expect((await client.next(0x44)).bytes.subarray(-2)).toEqual(Buffer.from([0x50, 0]));
    client.write(HEADER, OPEN);
    await client.next(0x10);
  });
});

it("upgrades to a WebSocket that is asked for in absolute form, as Java's client asks", async () => {
  const socket = connect(bus.port, bus.host);
  const headers = 'Connection: Upgrade,Keep-Alive\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: AMQPWSB10\r\n';
  socket.write(`GET https://localhost/$servicebus/websocket HTTP/1.1\r\n${headers}Host: localhost\r\n\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/);
});

it("closes a WebSocket with a code, as an empty close frame lets Java's client spin", async () => {
  const socket = new WebSocket(`ws://${bus.host}:${bus.port}/$servicebus/websocket`, 'AMQPWSB10');
  await once(socket, 'open');
  socket.send(Buffer.concat([HEADER, OPEN, frame(0x18, [])]));
  expect(await once(socket, 'close')).toEqual([1000, Buffer.alloc(0)]);
});

it('writes every performative with all its fields, which Python reads by position', async () => {
  using client = peer();
  client.write(HEADER, OPEN, BEGIN, attach(false, 0), attach(true, 1), FLOW, transfer(MESSAGE));
  await client.next(0x14);
  await client.next(0x15);
  client.write(frame(0x16, [uint(0), TRUE]), frame(0x17, []), frame(0x18, []));
  await client.next(0x18);
  const fields = Object.fromEntries(client.frames().map((one) => [one.descriptor?.toString(16), one.fields]));
  expect(fields).toMatchObject({ 10: 10, 11: 8, 12: 14, 13: 11, 14: 11, 15: 6, 16: 3, 17: 1, 18: 1 });
});

it('sends its attach before the first message, also when attach and credit came in one packet', async () => {
  bus.reset();
  using sender = peer();
  sender.write(HEADER, OPEN, BEGIN, attach(false, 0), transfer(MESSAGE));
  await sender.next(0x15);
  using client = peer();
  client.write(HEADER, OPEN, BEGIN, attach(true, 1), FLOW);
  await client.next(0x14);
  expect(client.frames().map(({ descriptor }) => descriptor).filter((one) => one === 0x12 || one === 0x14)).toEqual([0x12, 0x14]);
});

it('answers input that needs no answer with an empty frame, for the acknowledgement it carries', async () => {
  bus.reset();
  using client = peer();
  client.write(HEADER, OPEN, BEGIN, attach(true, 1));
  await client.next(0x12);
  client.write(FLOW);
  expect((await client.next(undefined)).bytes).toEqual(Buffer.from([0, 0, 0, 8, 2, 0, 0, 0]));
});

// go-amqp drains by a flow that takes all credit back.
it.each([{ credit: 10, count: [0x52, 10] }, { credit: 0, count: [0x43] }])('answers a drain with a credit of $credit at once: no credit left, and the answer says so', async ({ credit, count }) => {
  bus.reset();
  using client = peer();
  client.write(HEADER, OPEN, BEGIN, attach(true, 1));
  await client.next(0x12);
  const [handle, none] = [uint(1), uint(0)];
  client.write(frame(0x13, [none, uint(100), none, uint(100), handle, none, uint(credit), Buffer.of(0x40), TRUE]));
  const { bytes } = await client.next(0x13);
  // delivery-count, link-credit 0, available absent, drain true
  expect(bytes.includes(Buffer.from([...count, 0x43, 0x40, 0x41]))).toBe(true);
});

it('refuses a link by an attach without source and target, then a detach that says why', async () => {
  using client = peer();
  client.write(HEADER, OPEN, BEGIN, attach(true, 1, 'nowhere'));
  const { bytes } = await client.next(0x16);
  expect(bytes.includes('amqp:not-found')).toBe(true);
  expect(bytes.includes("The messaging entity 'sb://sbemulatorns.servicebus.windows.net/nowhere' could not be found.")).toBe(true);
  expect((await client.next(0x12)).bytes.includes('nowhere')).toBe(false);
});

it('withdraws a wait for any session when its client goes: no attach comes after the detach', async () => {
  await using sessions = await startServiceBus({ queues: [{ name: 'q', requiresSession: true }] });
  using waiting = new RawPeer(sessions.port, sessions.host);
  const filter = section(0x28, 0xd0, 8, [string('q'), ...Array.from({ length: 6 }, () => Buffer.of(0x40)), Buffer.concat([Buffer.from([0xc1, 32, 2]), symbol('com.microsoft:session-filter'), Buffer.of(0x40)])]);
  const NULLS = [Buffer.of(0x40), Buffer.of(0x40)];
  waiting.write(HEADER, OPEN, BEGIN, frame(0x12, [string('wait'), uint(1), TRUE, ...NULLS, filter, section(0x29, 0xd0, 1, [string('q')]), ...NULLS, uint(0)]));
  await waiting.next(0x11);
  waiting.write(frame(0x16, [uint(1), TRUE]), FLOW_OF_SESSION);
  await waiting.next(undefined);
  using sender = new RawPeer(sessions.port, sessions.host);
  const properties = section(0x73, 0xd0, 11, [string('id'), ...Array.from({ length: 9 }, () => Buffer.of(0x40)), string('s')]);
  sender.write(HEADER, OPEN, BEGIN, attach(false, 0), transfer(Buffer.concat([properties, MESSAGE])));
  expect((await sender.next(0x15)).bytes.includes(Buffer.from([0x00, 0x53, 0x24]))).toBe(true);
  const client = new ServiceBusClient(sessions.connectionString, { retryOptions: { maxRetries: 0, timeoutInMs: 2000 } });
  expect((await client.acceptNextSession('q')).sessionId).toBe('s');
  await client.close();
  waiting.write(frame(0x18, []));
  await waiting.next(0x18);
  expect(waiting.frames().some(({ descriptor }) => descriptor === 0x12)).toBe(false);
});

/** A flow for the session alone, which needs no answer. */
const FLOW_OF_SESSION = frame(0x13, [uint(0), uint(100), uint(0), uint(100)]);

describe('an attach that Go\'s client reads strictly', () => {
  const EMPTY_LIST = Buffer.of(0x45);
  const described = (descriptor: number, list: Buffer) => Buffer.concat([Buffer.of(0x00, 0x53, descriptor), list]);
  const source = section(0x28, 0xd0, 1, [string('$cbs')]);
  const strict = (handle: number, ends: Uint8Array[]) => frame(0x12, [
    string(`strict-${handle}`), uint(handle), TRUE, Buffer.of(0x50, 1), Buffer.of(0x50, 0), ...ends, NULL, NULL, uint(0),
  ]);

  it('has its settle modes repeated on a reply link', async () => {
    using client = peer();
    client.write(HEADER, OPEN, BEGIN, strict(0, [source, described(0x29, EMPTY_LIST)]));
    // The link's role is false, then snd-settle-mode 1 and rcv-settle-mode 0.
    expect((await client.next(0x12)).bytes.includes(Buffer.of(0x42, 0x50, 1, 0x50, 0))).toBe(true);
  });

  it('never has more fields in a target than a target has', async () => {
    using first = peer();
    first.write(HEADER, OPEN, BEGIN, frame(0x12, [string('out'), uint(0), FALSE, NULL, NULL, described(0x28, EMPTY_LIST), section(0x29, 0xd0, 1, [string('$cbs')]), NULL, NULL, uint(0)]));
    await first.next(0x12);
    using second = peer();
    second.write(HEADER, OPEN, BEGIN, strict(0, [source, described(0x29, EMPTY_LIST)]));
    const { bytes } = await second.next(0x12);
    const list = bytes.indexOf(Buffer.of(0x53, 0x29)) + 2;
    expect([0xc0, 0xd0]).toContain(bytes[list]);
    expect(bytes[list] === 0xc0 ? bytes[list + 2] : bytes.readUInt32BE(list + 5)).toBe(7);
  });
});

it('describes the granted session as the request described it', async () => {
  await using sessions = await startServiceBus({ queues: [{ name: 's', requiresSession: true }] });
  using client = new RawPeer(sessions.port, sessions.host);
  const descriptor = Buffer.from([0x00, 0x80, 0, 0, 0, 0x13, 0x70, 0, 0, 0x0c]);
  const asked = Buffer.concat([symbol('com.microsoft:session-filter'), descriptor, string('job')]);
  const filter = Buffer.concat([Buffer.of(0xc1, asked.length + 1, 2), asked]);
  const source = section(0x28, 0xd0, 8, [string('s'), NULL, NULL, NULL, NULL, NULL, NULL, filter]);
  client.write(HEADER, OPEN, BEGIN, frame(0x12, [string('l'), uint(0), TRUE, NULL, NULL, source, section(0x29, 0xd0, 0, []), NULL, NULL, uint(0)]));
  expect((await client.next(0x12)).bytes.includes(Buffer.concat([descriptor.subarray(1), string('job')]))).toBe(true);
});

it.each([['q', 202], ['q/$management', 202], ['nowhere', 404]])('answers a token for %s with %i', async (entity, status) => {
  using client = peer();
  const request = section(0x74, 0xd1, 6, [
    string('operation'), string('put-token'), string('type'), string('servicebus.windows.net:sastoken'), string('name'), string(`sb://localhost/${entity}`),
  ]);
  const token = Buffer.concat([Buffer.of(0x00, 0x53, 0x77), string('any')]);
  client.write(HEADER, OPEN, BEGIN, attach(true, 1, '$cbs'), attach(false, 0, '$cbs'), FLOW, transfer(Buffer.concat([request, token])));
  const { bytes } = await client.next(0x14);
  expect(bytes.readInt32BE(bytes.indexOf(Buffer.concat([string('status-code'), Buffer.of(0x71)])) + 14)).toBe(status);
});
