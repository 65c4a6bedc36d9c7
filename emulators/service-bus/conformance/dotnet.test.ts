import { once } from 'node:events';
import rhea from 'rhea';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { attachOf } from '#emulators/service-bus/testing/dotnet-links';
import { ACCEPTED, deadLettered, modified } from '#emulators/service-bus/testing/dotnet-outcomes';
import { DotnetPeer } from '#emulators/service-bus/testing/dotnet-peer';
import { guids } from '#emulators/service-bus/testing/dotnet-values';
import { BEGIN, FALSE, FLOW, HEADER, MESSAGE, OPEN, RawPeer, TRUE, attach, frame } from '#emulators/service-bus/testing/raw-peer';
import { uint } from '#emulators/service-bus/amqp/codec/write';
import { type RunningServiceBus, startServiceBus } from '#emulators/service-bus/index';

// What .NET's client does on the wire that the other clients do not, by its public sources.

const { types } = rhea;
let bus: RunningServiceBus;
beforeAll(async () => {
  bus = await startServiceBus({ queues: [{ name: 'q' }, { name: 'drained' }, { name: 'range' }, { name: 'batched' }, { name: 'dead' }, { name: 's', requiresSession: true }] });
});
afterAll(() => bus.stop());

it('lets MSSBCBS in, and finds entities by addresses with a leading slash', async () => {
  await using peer = new DotnetPeer(bus);
  expect(await (await peer.sender('q')).send({ body: 'x' })).toBe('accepted');
  const receiver = await peer.receiver('q', { prefetch: 10 });
  const received = await receiver.one();
  expect(received.message.body).toBe('x');
  expect(await receiver.dispose(received, ACCEPTED)).toBe('settled');
});

it('answers a request whose message id is a UUID with that UUID as correlation id', async () => {
  await using peer = new DotnetPeer(bus);
  const id = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
  const { status, correlationId } = await peer.request('q', 'com.microsoft:peek-message', { 'from-sequence-number': types.wrap_long(0), 'message-count': types.wrap_int(1) }, {}, types.wrap_uuid(id));
  expect([status, correlationId?.value]).toEqual([204, id]);
});

it('answers a drain on a link without messages at once', async () => {
  await using peer = new DotnetPeer(bus);
  expect(await (await peer.receiver('drained')).drain()).toEqual([]);
});

it.each([['symbols', types.wrap_symbolic_map.bind(types)], ['strings', types.wrap_map.bind(types)]])('reads the dead-letter reason from info whose keys are %s', async (_, info) => {
  await using peer = new DotnetPeer(bus);
  await (await peer.sender('dead')).send({ body: 'bad' });
  const receiver = await peer.receiver('dead');
  const received = await receiver.one();
  expect(await receiver.dispose(received, deadLettered(info({ DeadLetterReason: 'why', DeadLetterErrorDescription: 'because' })))).toBe('settled');
  const dead = await (await peer.receiver('dead/$DeadLetterQueue', { settled: true })).one();
  expect(dead.message.application_properties).toEqual({ DeadLetterReason: 'why', DeadLetterErrorDescription: 'because' });
});

it('abandons by a modified outcome without delivery-failed, with annotations keyed by symbols', async () => {
  await using peer = new DotnetPeer(bus);
  await (await peer.sender('q')).send({ body: 'again' });
  const receiver = await peer.receiver('q');
  expect(await receiver.dispose(await receiver.one(), modified(false, { tried: 'once' }))).toBe('settled');
  const again = await receiver.one();
  expect([again.message.delivery_count, again.message.application_properties]).toEqual([1, { tried: 'once' }]);
  await receiver.dispose(again, ACCEPTED);
});

const described = types.wrap_described('job', types.wrap_ulong(0x137000000c) as never);
it.each([['plain', 'job'], ['described', described]])('grants a session whose filter is %s', async (_, session) => {
  await using peer = new DotnetPeer(bus);
  const receiver = await peer.receiver('s', { session });
  expect(JSON.stringify(attachOf(receiver.link)['source']?.['filter'])).toContain('job');
  expect(attachOf(receiver.link)['properties']?.['com.microsoft:locked-until-utc']).toBeDefined();
  await receiver.close();
});

it('waits for the next session no longer than the link says, and detaches with a timeout', async () => {
  await using peer = new DotnetPeer(bus);
  await expect(peer.receiver('s', { session: null, timeoutMs: 100 })).rejects.toMatchObject({ condition: 'com.microsoft:timeout' });
});

it('takes lock tokens in management requests as UUIDs in the order of RFC 4122, and refuses a second settlement', async () => {
  await using peer = new DotnetPeer(bus);
  await (await peer.sender('range')).send({ body: 'x' });
  const received = await (await peer.receiver('range')).one();
  const complete = { 'disposition-status': 'completed', 'lock-tokens': guids(received.token) };
  expect((await peer.request('range', 'com.microsoft:renew-lock', { 'lock-tokens': guids(received.token) })).status).toBe(200);
  expect((await peer.request('range', 'com.microsoft:update-disposition', complete)).status).toBe(200);
  expect(await peer.request('range', 'com.microsoft:update-disposition', complete)).toMatchObject({ status: 410, condition: 'com.microsoft:message-lock-lost' });
});

it('settles a range of deliveries by one disposition', async () => {
  using raw = new RawPeer(bus.port, bus.host);
  raw.write(HEADER, OPEN, BEGIN, attach(false, 0, 'batched'), ...[0, 1, 2].map((id) => frame(0x14, [uint(0), uint(id), Buffer.of(0xa0, 1, id), uint(0)], MESSAGE)), attach(true, 1, 'batched'), FLOW);
  const transfers = () => raw.frames().filter(({ descriptor }) => descriptor === 0x14).length;
  while (transfers() < 3) await once(raw.socket, 'data');
  // role receiver, first 0, last 2, unsettled, accepted, batchable
  raw.write(frame(0x15, [TRUE, uint(0), uint(2), FALSE, Buffer.of(0x00, 0x53, 0x24, 0x45), TRUE]));
  // The broker's own dispositions have the role of a sender, false, as their first field.
  const answered = () => raw.frames().some(({ descriptor, bytes }) => descriptor === 0x15 && bytes[bytes[11] === 0xd0 ? 20 : 14] === 0x42);
  while (!answered()) await once(raw.socket, 'data');
  await using peer = new DotnetPeer(bus);
  const left = await peer.request('batched', 'com.microsoft:peek-message', { 'from-sequence-number': types.wrap_long(1), 'message-count': types.wrap_int(5) });
  expect(left.status).toBe(204);
});
