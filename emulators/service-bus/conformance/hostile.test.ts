import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { int, section, string, symbol, uint } from '#emulators/service-bus/amqp/codec/write';
import { BEGIN, CONVERSATION, FLOW, HEADER, MESSAGE, NULL, OPEN, TRUE, attach, frame, transfer } from '#emulators/service-bus/testing/raw-peer';
import { type World, one, startWorld } from '#emulators/service-bus/testing/world';

// Whatever a peer sends, it harms its own connection at most: no crash, and the healthy client beside it goes on.

let world: World;
beforeAll(async () => { world = await startWorld('tcp', { name: 'q' }); });
afterAll(() => world[Symbol.asyncDispose]());

function double(value: number): Buffer {
  const bytes = Buffer.alloc(9, 0x82);
  bytes.writeDoubleBE(value, 1);
  return bytes;
}
const renamed = (attached: Buffer) => Buffer.from(attached.toString('latin1').replace('link-', 'knil-'), 'latin1');

/** Sends bytes, half-closes, and waits until the emulator has let go. */
async function send(...parts: Uint8Array[]): Promise<void> {
  const socket = connect(world.bus.port, world.bus.host);
  socket.on('error', () => undefined).resume();
  for (const part of parts) socket.write(part);
  socket.end();
  await once(socket, 'close');
}

/** Sends bytes and waits until the emulator ends the connection, the peer having kept it open. */
async function endedByServer(...parts: Uint8Array[]): Promise<void> {
  const socket: Socket = connect({ port: world.bus.port, host: world.bus.host, allowHalfOpen: true });
  socket.on('error', () => undefined).resume();
  const ended = Promise.race([once(socket, 'end'), once(socket, 'close')]);
  for (const part of parts) socket.write(part);
  await ended;
  socket.destroy();
}

async function healthy(): Promise<void> {
  world.bus.reset();
  await world.client.createSender('q').sendMessages({ body: 'still here' });
  const receiver = world.client.createReceiver('q');
  const message = await one(receiver);
  expect(message.body).toBe('still here');
  await receiver.completeMessage(message);
  await receiver.close();
}

describe('a peer that speaks nonsense', () => {
  it.each<[string, Uint8Array[]]>([
    ['an AMQP 0-9-1 header', [Buffer.from('AMQP\0\0\x09\x01')]],
    ['an AMQP header of an unknown layer', [Buffer.from('AMQP\x07\x01\0\0')]],
    ['something that only begins like AMQP', [Buffer.from('AARDVARK AARDVARK')]],
    ['bytes of no protocol', [Buffer.from([0, 1, 2, 3, 4, 5])]],
    ['a TLS hello that is none', [Buffer.from('\x16 begins like one')]],
    ['a frame announced larger than the limit, by one that waits for messages', [HEADER, OPEN, BEGIN, attach(true, 1), FLOW, Buffer.from([0x7f, 0xff, 0xff, 0xff, 2, 0, 0, 0])]],
    ['a frame announced smaller than its header', [HEADER, OPEN, Buffer.from([0, 0, 0, 4, 2, 0, 0, 0])]],
    ['a frame of an unknown type', [HEADER, OPEN, Buffer.from([0, 0, 0, 9, 2, 9, 0, 0, 0])]],
    ['an unknown performative', [HEADER, OPEN, frame(0x33, [NULL])]],
    ['a performative that is no described list', [HEADER, Buffer.from([0, 0, 0, 9, 2, 0, 0, 0, 0x41])]],
    ['an array of four thousand million nulls', [HEADER, frame(0x10, [string('p'), NULL, NULL, NULL, NULL, Buffer.from([0xf0, 0, 0, 0, 5, 0xff, 0xff, 0xff, 0xff, 0x40])])]],
    ['a list that announces more than it holds', [HEADER, Buffer.from([0, 0, 0, 20, 2, 0, 0, 0, 0, 0x53, 0x10, 0xd0, 0, 0, 0, 4, 0xff, 0xff, 0xff, 0xff])]],
    ['descriptors within descriptors', [HEADER, Buffer.concat([Buffer.from([0, 0, 0xff, 0x08, 2, 0, 0, 0]), Buffer.alloc(0xff00)])]],
    ['a second open', [HEADER, OPEN, OPEN]],
    ['a frame on a channel that was never begun', [HEADER, OPEN, attach(false, 0)]],
    ['a flow on a link that was never attached', [HEADER, OPEN, BEGIN, FLOW]],
    ['a transfer on a receiving link', [HEADER, OPEN, BEGIN, attach(true, 0), transfer(MESSAGE)]],
    ['an array whose elements announce four thousand million nulls', [HEADER, frame(0x10, [string('p'), NULL, NULL, NULL, NULL, Buffer.from([0xf0, 0, 0, 0, 14, 0, 0, 0, 1, 0xf0, 0, 0, 0, 5, 0xff, 0xff, 0xff, 0xff, 0x40])])]],
    ['frames of ten bytes, into which no message fits', [HEADER, frame(0x10, [string('p'), NULL, uint(10)]), BEGIN, attach(true, 1), FLOW]],
    ['an idle time-out of a millisecond', [HEADER, frame(0x10, [string('p'), NULL, NULL, NULL, uint(1)])]],
    ['half a credit', [HEADER, OPEN, BEGIN, attach(true, 1), frame(0x13, [uint(0), uint(9), uint(0), uint(9), uint(1), uint(0), double(0.5), NULL, TRUE])]],
    ['a disposition from infinity', [HEADER, OPEN, BEGIN, frame(0x15, [TRUE, double(Infinity), double(Infinity), TRUE])]],
    ['a second session on a channel', [HEADER, OPEN, BEGIN, BEGIN]],
    ['a handle twice', [HEADER, OPEN, BEGIN, attach(true, 1), renamed(attach(true, 1))]],
    ['a link name twice', [HEADER, OPEN, BEGIN, attach(true, 1), attach(true, 1)]],
  ])('is cut off: %s', async (_, parts) => {
    await endedByServer(...parts);
    await healthy();
  });

  it('is told that its message is malformed, and stays connected', async () => {
    const socket = connect(world.bus.port, world.bus.host);
    const answers: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => answers.push(chunk));
    socket.write(Buffer.concat([HEADER, OPEN, BEGIN, attach(false, 0), transfer(Buffer.from([0x00, 0x53, 0x75, 0xa0, 200]))]));
    while (!Buffer.concat(answers).includes('amqp:decode-error')) await once(socket, 'data');
    expect(socket.destroyed).toBe(false);
    socket.destroy();
    await healthy();
  });
});

describe('a peer that breaks off', () => {
  it('anywhere in a conversation', async () => {
    for (let length = 1; length < CONVERSATION.length; length += 3) await send(CONVERSATION.subarray(0, length));
    await healthy();
  });

  it('or resets the connection while it waits for messages', async () => {
    const socket = connect(world.bus.port, world.bus.host);
    socket.write(CONVERSATION);
    await once(socket, 'data');
    socket.resetAndDestroy();
    await once(socket, 'close');
    await healthy();
  });

  it('or never says anything, or stops in the middle of a header', async () => {
    const silent = [connect(world.bus.port, world.bus.host), connect(world.bus.port, world.bus.host)];
    await Promise.all(silent.map((socket) => once(socket, 'connect')));
    silent[1]?.write('AM');
    await healthy();
    for (const socket of silent) socket.destroy();
  });
});

it('survives conversations with bytes flipped, dropped and doubled', async () => {
  let seed = 42;
  const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below;
  for (let round = 0; round < 300; round += 1) {
    const bytes = [...CONVERSATION];
    for (let change = 0; change <= random(4); change += 1) {
      const at = 8 + random(bytes.length - 8);
      const kind = random(3);
      if (kind === 0) bytes[at] = random(256);
      else bytes.splice(at, kind === 1 ? 1 : 0, ...(kind === 1 ? [] : [random(256)]));
    }
    await send(Buffer.from(bytes));
  }
  await healthy();
});

describe('HTTP on the same port', () => {
  const url = () => `http://${world.bus.host}:${world.bus.port}`;
  it('answers its health, and 404 elsewhere', async () => {
    const health = await fetch(`${url()}/health`);
    expect([health.status, await health.json()]).toEqual([200, { status: 'healthy', message: 'Service is healthy.' }]);
    expect((await fetch(`${url()}/$elsewhere`)).status).toBe(404);
  });

  it('upgrades the Service Bus path only', async () => {
    const wrong = new WebSocket(`${url().replace('http', 'ws')}/elsewhere`, 'AMQPWSB10');
    const [error] = (await once(wrong, 'error').catch((thrown: unknown) => [thrown])) as [Error];
    expect(error.message).toContain('404');
  });

  it('cuts off a WebSocket that speaks nonsense, also as text', async () => {
    for (const nonsense of [Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]), 'hello there']) {
      const socket = new WebSocket(`${url().replace('http', 'ws')}/$servicebus/websocket`, 'AMQPWSB10');
      await once(socket, 'open');
      socket.send(nonsense);
      await once(socket, 'close');
    }
    await healthy();
  });
});

it('says which operation a management node does not have', async () => {
  const body = Buffer.concat([
    section(0x73, 0xd0, 5, [string('id'), NULL, NULL, NULL, string('me')]),
    section(0x74, 0xd1, 2, [string('operation'), string('com.microsoft:brew-coffee')]), Buffer.from([0x00, 0x53, 0x77, 0x40]),
  ]);
  const socket = connect(world.bus.port, world.bus.host);
  const answers: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => answers.push(chunk));
  // All in one packet: the answer must still come behind the attach of the link it goes to.
  socket.write(Buffer.concat([HEADER, OPEN, BEGIN, attach(false, 0, 'q/$management'), attach(true, 1, 'q/$management'), FLOW, transfer(body)]));
  while (!Buffer.concat(answers).includes('brew-coffee')) await once(socket, 'data');
  const seen = Buffer.concat(answers);
  expect(seen.includes(symbol('amqp:not-implemented'))).toBe(true);
  expect(seen.includes(Buffer.concat([string('statusCode'), int(501)]))).toBe(true);
  expect(seen.lastIndexOf('q/$management')).toBeLessThan(seen.indexOf('brew-coffee'));
  socket.destroy();
});
