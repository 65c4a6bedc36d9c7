import { expect, it } from 'vitest';
import { connectWire } from '#ring2/drift/wire/connect';
import { encodeMessage } from '#ring2/drift/wire/message';
import { composite, fieldsOf } from '#ring2/drift/wire/performatives';
import { WELL, frame, startPeer } from '#ring2/drift/wire/testing/scripted-peer';
import type { Typed } from '#ring2/drift/wire/typed';
import { binary, boolean, string, symbol, uint } from '#ring2/drift/wire/values';

const ATTACHED = frame('attach', { name: string('l'), handle: uint(4), role: boolean(true), target: composite('target') });
const SENDING = frame('attach', { name: string('l'), handle: uint(4), role: boolean(false), source: composite('source'), 'initial-delivery-count': uint(7) });
const flow = (fields: Record<string, Typed>) => frame('flow', { 'next-incoming-id': uint(0), 'incoming-window': uint(10), 'next-outgoing-id': uint(0), 'outgoing-window': uint(10), handle: uint(4), ...fields });
const transfer = (fields: Record<string, Typed>, payload: Buffer) => frame('transfer', { handle: uint(4), ...fields }, 0, payload);
const settled = (state?: Typed, isSettled = true) => frame('disposition', { role: boolean(true), first: uint(0), settled: boolean(isSettled), state });
const ATTACH = { name: 'l', authorize: false };

it('a sender waits for credit, and for room in the window', async () => {
  await using peer = await startPeer({ ...WELL, open: frame('open', { 'container-id': string('peer'), 'max-frame-size': uint(512) }), attach: ATTACHED });
  await using wire = await connectWire(peer.address);
  const sender = await wire.attachSender('q', ATTACH);
  expect(sender.credit()).toBe(0);
  const sending = sender.send(encodeMessage({ data: Buffer.alloc(6_000) }));
  // What was written before the answer to an echo has come before it.
  const echo = (seen: number, window: number) => frame('flow', { 'next-incoming-id': uint(seen), 'incoming-window': uint(window), 'next-outgoing-id': uint(0), 'outgoing-window': uint(10), echo: boolean(true) });
  peer.say(echo(0, 10));
  await peer.until('flow');
  expect(peer.got).not.toContain('transfer');
  peer.say(flow({ 'link-credit': uint(1), 'delivery-count': uint(0) }));
  await peer.until('transfer', 10);
  peer.say(echo(10, 0));
  await peer.until('flow', 2);
  expect(peer.got.filter((name) => name === 'transfer')).toHaveLength(10);
  peer.say(flow({ 'next-incoming-id': uint(10), 'link-credit': uint(0), 'delivery-count': uint(1) }));
  await peer.until('transfer', 13);
  peer.say(settled(composite('rejected', { error: composite('error', { condition: symbol('x:y'), description: string('no') }) })));
  expect(await sending).toMatchObject({ outcome: 'rejected', settled: true, condition: 'x:y', text: 'no' });
  const transfers = peer.performatives.filter(({ name }) => name === 'transfer');
  expect(transfers.map(({ fields }) => fields['more'])).toEqual([...Array.from({ length: 12 }, () => boolean(true)), boolean(false)]);
});

it('a sender gives back its credit when it is drained', async () => {
  await using peer = await startPeer({ ...WELL, attach: ATTACHED });
  await using wire = await connectWire(peer.address);
  const sender = await wire.attachSender('q', ATTACH);
  peer.say(flow({ 'link-credit': uint(5), 'delivery-count': uint(0), drain: boolean(true) }));
  await peer.until('flow');
  expect(peer.performatives.at(-1)?.fields).toMatchObject({ 'delivery-count': uint(5), 'link-credit': uint(0), drain: boolean(true) });
  expect(sender.credit()).toBe(0);
});

it('a sender settles after a receiver that settles second, and reads the outcome within a transaction', async () => {
  const state = composite('transactional-state', { 'txn-id': binary(Buffer.of(1)), outcome: composite('accepted') });
  await using peer = await startPeer({ ...WELL, attach: Buffer.concat([ATTACHED, flow({ 'link-credit': uint(1) })]), transfer: settled(state, false) });
  await using wire = await connectWire(peer.address);
  const sender = await wire.attachSender('', { ...ATTACH, coordinator: { capabilities: symbol('amqp:local-transactions') } });
  expect(await sender.send(encodeMessage({ value: 'x' }), { state })).toEqual({ outcome: 'accepted', settled: false, state });
  await peer.until('disposition');
  expect(peer.performatives.at(-1)?.fields).toEqual({ role: boolean(false), first: uint(0), last: uint(0), settled: boolean(true), state });
  const attach = peer.performatives.find(({ name }) => name === 'attach')?.fields;
  expect(fieldsOf(attach?.['target'])).toEqual({ capabilities: symbol('amqp:local-transactions') });
});

it('a receiver gathers frames, forgets what was aborted, and counts from where the peer began', async () => {
  await using peer = await startPeer({ ...WELL, attach: SENDING });
  await using wire = await connectWire(peer.address);
  const receiver = await wire.attachReceiver('q', ATTACH);
  const message = encodeMessage({ value: 'hello' });
  const drain = receiver.flow(3, { drain: true });
  await peer.until('flow');
  expect(peer.performatives.at(-1)?.fields).toMatchObject({ 'delivery-count': uint(7), 'link-credit': uint(3) });
  const first = { 'delivery-id': uint(0), 'delivery-tag': binary(Buffer.of(9)), more: boolean(true) };
  peer.say(
    transfer(first, message.subarray(0, 3)), transfer({ aborted: boolean(true) }, Buffer.alloc(0)),
    transfer({ ...first, 'delivery-id': uint(1) }, message.subarray(0, 4)), transfer({ settled: boolean(true) }, message.subarray(4)),
    flow({ 'delivery-count': uint(10), 'link-credit': uint(0), drain: boolean(true) }),
  );
  expect(await drain).toEqual({ creditLeft: 1, drained: true });
  expect(await receiver.receive()).toMatchObject({ id: 1, tag: Buffer.of(9), settled: true, payload: message });
  expect(await receiver.receive()).toBeUndefined();
});

it('a receiver that gets nothing is patient for as long as it was told', async () => {
  await using peer = await startPeer({ ...WELL, attach: SENDING });
  await using wire = await connectWire(peer.address);
  const receiver = await wire.attachReceiver('q', ATTACH);
  await receiver.flow(1);
  expect(await receiver.receive(1)).toBeUndefined();
  peer.say(transfer({ 'delivery-id': uint(0), 'delivery-tag': binary(Buffer.of(9)) }, encodeMessage({ value: 'late' })));
  expect((await receiver.receive())?.id).toBe(0);
});

it('a settlement of a range answers each delivery in it', async () => {
  await using peer = await startPeer({ ...WELL, attach: SENDING });
  await using wire = await connectWire(peer.address);
  const receiver = await wire.attachReceiver('q', ATTACH);
  await receiver.flow(2);
  for (const id of [0, 1]) peer.say(transfer({ 'delivery-id': uint(id), 'delivery-tag': binary(Buffer.of(id)) }, encodeMessage({ value: 'x' })));
  const [one, two] = [await receiver.receive(), await receiver.receive()];
  if (!one || !two) throw new Error('nothing came');
  const settling = Promise.all([one, two].map((delivery) => receiver.settle(delivery, composite('accepted'))));
  peer.say(frame('disposition', { role: boolean(false), first: uint(0), last: uint(4_294_967_295), settled: boolean(true) }));
  expect(await settling).toEqual([{ outcome: 'none', settled: true }, { outcome: 'none', settled: true }]);
});
