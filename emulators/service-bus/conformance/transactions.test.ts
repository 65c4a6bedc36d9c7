import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { section, string, symbol, uint } from '#emulators/service-bus/amqp/codec/write';
import { type RunningServiceBus, startServiceBus } from '#emulators/service-bus/index';
import { BEGIN, FALSE, FLOW, HEADER, MESSAGE, NULL, OPEN, RawPeer, TRUE, attach, frame, transfer } from '#emulators/service-bus/testing/raw-peer';

// What the emulator has not is refused in so many words, and neither the connection nor another link suffers.

let bus: RunningServiceBus;
beforeAll(async () => { bus = await startServiceBus({ queues: [{ name: 'q' }] }); });
afterAll(() => bus.stop());
let written: unknown[][];
beforeEach(() => {
  written = [];
  for (const stream of ['warn', 'error'] as const) vi.spyOn(console, stream).mockImplementation((...words) => void written.push(words));
});
afterEach(() => {
  // rhea writes about what it does not know.
  expect(written).toEqual([]);
  vi.restoreAllMocks();
  bus.reset();
});

const REFUSED = 'Transactions are not supported here.';
const ACCEPTED = Buffer.from([0x00, 0x53, 0x24]);
const IN_TRANSACTION = section(0x34, 0xd0, 2, [Buffer.of(0xa0, 1, 7), section(0x24, 0xd0, 0, [])]);
const source = section(0x28, 0xd0, 1, [string('q')]);
const coordinator = section(0x30, 0xd0, 1, [symbol('amqp:local-transactions')]);

/** Sends a message over a link beside the refused one and sees it accepted. */
async function stillSends(peer: RawPeer, transferId = 0): Promise<void> {
  peer.write(frame(0x12, [string('beside'), uint(5), FALSE, NULL, NULL, source, section(0x29, 0xd0, 1, [string('q')]), NULL, NULL, uint(0)]));
  peer.write(frame(0x14, [uint(5), uint(transferId), Buffer.from([0xa0, 1, 1]), uint(0)], MESSAGE));
  await vi.waitFor(() => expect(peer.frames().some(({ descriptor, bytes }) => descriptor === 0x15 && bytes.includes(ACCEPTED))).toBe(true));
}

describe('a transaction', () => {
  it('has its control link refused', async () => {
    using peer = new RawPeer(bus.port, bus.host);
    peer.write(HEADER, OPEN, BEGIN, frame(0x12, [string('control'), uint(0), FALSE, NULL, NULL, source, coordinator, NULL, NULL, uint(0)]));
    const { bytes } = await peer.next(0x16);
    expect([bytes.includes('amqp:not-implemented'), bytes.includes(REFUSED)]).toEqual([true, true]);
    await stillSends(peer);
  });

  it('has its messages rejected', async () => {
    using peer = new RawPeer(bus.port, bus.host);
    const before = bus.journal.exchanges.length;
    const inTransaction = frame(0x14, [uint(0), uint(0), Buffer.from([0xa0, 1, 1]), uint(0), FALSE, FALSE, NULL, IN_TRANSACTION], MESSAGE);
    peer.write(HEADER, OPEN, BEGIN, attach(false, 0), inTransaction);
    const { bytes } = await peer.next(0x15);
    expect([bytes.includes('amqp:not-implemented'), bytes.includes(REFUSED)]).toEqual([true, true]);
    expect(bus.journal.exchanges).toHaveLength(before);
    await stillSends(peer, 1);
  });

  it('has its settlements rejected, and the message stays locked', async () => {
    using peer = new RawPeer(bus.port, bus.host);
    peer.write(HEADER, OPEN, BEGIN, attach(false, 0), attach(true, 1), FLOW, transfer(MESSAGE));
    await peer.next(0x14);
    const settlements = bus.journal.exchanges.length;
    peer.write(frame(0x15, [TRUE, uint(0), NULL, FALSE, IN_TRANSACTION]));
    await vi.waitFor(() => expect(peer.frames().some(({ descriptor, bytes }) => descriptor === 0x15 && bytes.includes(REFUSED))).toBe(true));
    expect(bus.journal.exchanges).toHaveLength(settlements);
    await stillSends(peer, 1);
  });
});

it('a sender that names another entity to pass messages on to (send-via) is refused', async () => {
  using peer = new RawPeer(bus.port, bus.host);
  const via = Buffer.concat([symbol('com.microsoft:transfer-destination-address'), string('q')]);
  const properties = Buffer.concat([Buffer.of(0xc1, via.length + 1, 2), via]);
  peer.write(HEADER, OPEN, BEGIN, frame(0x12, [
    string('via'), uint(0), FALSE, NULL, NULL, source, section(0x29, 0xd0, 1, [string('q')]), NULL, NULL, uint(0), NULL, NULL, NULL, properties,
  ]));
  const { bytes } = await peer.next(0x16);
  expect([bytes.includes('amqp:not-implemented'), bytes.includes('Transfers through another entity are not supported here.')]).toEqual([true, true]);
  await stillSends(peer);
});
