import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { symbol, uint } from '#emulators/service-bus/amqp/codec/write';
import { BEGIN, CONVERSATION, FLOW, HEADER, MESSAGE, NULL, OPEN, RawPeer, TRUE, attach, frame, transfer } from '#emulators/service-bus/testing/raw-peer';
import { Witness } from '#emulators/service-bus/testing/witness';
import { type World, startWorld } from '#emulators/service-bus/testing/world';

// Peers that speak AMQP well and take too much; a witness beside them is served all the time.

let world: World;
let witness: Witness;
beforeEach(async () => {
  world = await startWorld('tcp', { name: 'q' }, { name: 'witness' });
  witness = new Witness(world.bus, 'witness');
  await witness.check();
});
afterEach(async () => {
  await witness.check();
  witness[Symbol.dispose]();
  await world[Symbol.asyncDispose]();
});

const MB = 1024 * 1024;
const UNLIMITED = frame(0x13, [uint(0), uint(0xffff_ffff), uint(0), uint(0xffff_ffff), uint(1), uint(0), uint(0xffff_ffff)]);

/** Counts frames as they come: cutting thousands of them again with each packet would itself hold the event loop up. */
function counted({ socket }: RawPeer, descriptor: number): (wanted: number) => Promise<void> {
  let [rest, count] = [Buffer.alloc(0), 0];
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (let size = 8; rest.length >= 8; rest = rest.subarray(size)) {
      size = rest.toString('latin1', 0, 4) === 'AMQP' ? 8 : rest.readUInt32BE(0);
      if (rest.length < size) break;
      if (size > 10 && rest[10] === descriptor) count += 1;
    }
  });
  return async (wanted) => { while (count < wanted) await once(socket, 'data'); };
}

async function fill(): Promise<void> {
  const sender = world.client.createSender('q');
  for (let n = 0; n < 200; n += 1) await sender.sendMessages({ body: Buffer.alloc(200_000) });
}
/** How many messages a receiver was given: those that are locked. */
const given = async (): Promise<number> => {
  const { entities } = await (await fetch(`http://${world.bus.host}:${world.bus.port}/ringproof/entities?entity=q&messages=0`)).json() as { entities: { counts: { locked: number } }[] };
  return entities[0]?.counts.locked ?? 0;
};

describe('a receiver with unlimited credit that never reads', () => {
  it('is given no more than its buffers hold, and the rest when it reads (TCP)', async () => {
    await fill();
    const before = process.memoryUsage().arrayBuffers;
    const socket = connect(world.bus.port, world.bus.host).pause();
    socket.write(Buffer.concat([HEADER, OPEN, BEGIN, attach(true, 1), UNLIMITED]));
    for (let n = 0; n < 50; n += 1) await witness.check();
    const first = await given();
    expect(first).toBeGreaterThan(0);
    // Of 40 MB: 2 MB here, and what the kernel holds for a loopback connection.
    expect(first).toBeLessThan(100);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * MB);
    socket.resume();
    while (await given() < 200) await witness.check();
    socket.destroy();
  });

  it('the same over WebSocket', async () => {
    await fill();
    const socket = new WebSocket(`ws://${world.bus.host}:${world.bus.port}/$servicebus/websocket`, 'AMQPWSB10');
    await once(socket, 'open');
    socket.pause();
    socket.send(Buffer.concat([HEADER, OPEN, BEGIN, attach(true, 1), UNLIMITED]));
    for (let n = 0; n < 50; n += 1) await witness.check();
    const first = await given();
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(100);
    socket.resume();
    while (await given() < 200) await witness.check();
    socket.terminate();
  });
});

it('a receiver that drains with four thousand million credits, or with fewer than it has used, is answered at once', async () => {
  using peer = new RawPeer(world.bus.port, world.bus.host);
  const drain = (seen: number, credit: number) => frame(0x13, [uint(0), uint(100), uint(0), uint(100), uint(1), uint(seen), uint(credit), NULL, TRUE]);
  peer.write(HEADER, OPEN, BEGIN, attach(false, 0), attach(true, 1), FLOW, transfer(MESSAGE));
  await peer.next(0x14);
  for (const one of [drain(0, 0), drain(0, 0xffff_ffff)]) {
    const flows = counted(peer, 0x13);
    peer.write(one);
    await flows(1);
  }
});

it('what comes on a link that was refused is passed over, and the session goes on', async () => {
  using peer = new RawPeer(world.bus.port, world.bus.host);
  peer.write(HEADER, OPEN, BEGIN, attach(false, 0, 'nowhere'), transfer(MESSAGE), attach(false, 5), frame(0x14, [uint(5), uint(1), Buffer.from([0xa0, 1, 1]), uint(0)], MESSAGE));
  expect((await peer.next(0x16)).bytes.includes(symbol('amqp:not-found'))).toBe(true);
  await peer.next(0x15);
});

it('5000 links on a session are served, one more than that ends the connection', { timeout: 60_000 }, async () => {
  using peer = new RawPeer(world.bus.port, world.bus.host);
  const attached = counted(peer, 0x12);
  peer.write(HEADER, OPEN, BEGIN, ...Array.from({ length: 5000 }, (_, handle) => attach(true, handle)));
  await attached(5000);
  peer.write(attach(true, 5000));
  await once(peer.socket, 'close');
});

it('5000 sessions on a connection are begun, one more than that ends it', { timeout: 60_000 }, async () => {
  using peer = new RawPeer(world.bus.port, world.bus.host);
  const begin = (channel: number) => {
    const bytes = Buffer.from(BEGIN);
    bytes.writeUInt16BE(channel, 6);
    return bytes;
  };
  const begun = counted(peer, 0x11);
  peer.write(HEADER, OPEN, ...Array.from({ length: 5000 }, (_, channel) => begin(channel)));
  await begun(5000);
  peer.write(begin(5000));
  await once(peer.socket, 'close');
});

it('2000 attaches and detaches leave no link behind', { timeout: 60_000 }, async () => {
  using peer = new RawPeer(world.bus.port, world.bus.host);
  const detached = counted(peer, 0x16);
  peer.write(HEADER, OPEN, BEGIN);
  for (let handle = 0; handle < 2000; handle += 1) peer.write(attach(true, handle), frame(0x16, [uint(handle), TRUE]));
  await detached(2000);
  const { entities } = await (await fetch(`http://${world.bus.host}:${world.bus.port}/ringproof/entities?entity=q`)).json() as { entities: { receivers: number }[] };
  expect(entities[0]?.receivers).toBe(0);
});

it('a message that announces four thousand million nulls is carried and shown as bytes', async () => {
  const bomb = Buffer.from([0x00, 0x53, 0x77, 0xf0, 0, 0, 0, 5, 0xff, 0xff, 0xff, 0xff, 0x40]);
  using peer = new RawPeer(world.bus.port, world.bus.host);
  peer.write(HEADER, OPEN, BEGIN, attach(false, 0), transfer(bomb));
  await peer.next(0x15);
  const journal = await fetch(`http://${world.bus.host}:${world.bus.port}/ringproof/journal`);
  const { exchanges } = (await journal.json()) as { exchanges: { from: string; body: { $binary: string } }[] };
  const shown = exchanges.find(({ from }) => from === 'link-0');
  // As it is kept: behind the message id that it was given.
  expect(Buffer.from(shown?.body.$binary ?? '', 'base64').includes(bomb)).toBe(true);
});

it('half a TLS handshake, and garbage behind a ClientHello, end', async () => {
  for (const bytes of [Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc]), Buffer.concat([Buffer.from([0x16, 3, 1, 0, 64]), Buffer.alloc(64, 7), CONVERSATION])]) {
    const socket = connect(world.bus.port, world.bus.host).on('error', () => undefined).resume();
    socket.end(bytes);
    await once(socket, 'close');
  }
});
