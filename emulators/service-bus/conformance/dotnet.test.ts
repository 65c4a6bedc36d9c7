import { once } from 'node:events';
import rhea, { type Typed } from 'rhea';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { attachOf } from '#emulators/service-bus/testing/dotnet-links';
import { ACCEPTED, deadLettered, modified } from '#emulators/service-bus/testing/dotnet-outcomes';
import { DotnetPeer } from '#emulators/service-bus/testing/dotnet-peer';
import { asList, dateTimeOffset, decimal, guid, guids, longs, map, timeSpan, uri } from '#emulators/service-bus/testing/dotnet-values';
import { BEGIN, FALSE, FLOW, HEADER, MESSAGE, OPEN, RawPeer, TRUE, attach, frame } from '#emulators/service-bus/testing/raw-peer';
import { uint } from '#emulators/service-bus/amqp/codec/write';
import { encodeTyped, entriesOf } from '#emulators/service-bus/amqp/rhea/codec';
import { type RunningServiceBus, startServiceBus } from '#emulators/service-bus/index';

// What .NET's client does on the wire that the other clients do not, by its public sources.

const { types } = rhea;
let bus: RunningServiceBus;
beforeAll(async () => {
  bus = await startServiceBus({ topics: [{ name: 't', subscriptions: [{ name: 's' }] }], queues: [{ name: 'values' }, { name: 'later' }, { name: 'unbegun' }, { name: 'q' }, { name: 'drained' }, { name: 'range' }, { name: 'batched' }, { name: 'dead' }, { name: 's', requiresSession: true }] });
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
  expect(receiver.session.lockedUntil > new Date()).toBe(true);
  await receiver.close();
});

it('gives a session free when its link goes with the end of the AMQP session, without a detach', async () => {
  await using peer = new DotnetPeer(bus);
  const receiver = await peer.receiver('s', { session: 'ended' });
  await expect(peer.receiver('s', { session: 'ended' })).rejects.toMatchObject({ condition: 'com.microsoft:session-cannot-be-locked' });
  await receiver.close();
  await (await peer.receiver('s', { session: 'ended' })).close();
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

/** Every type that .NET's client may put into application properties. */
const VALUES = {
  byte: types.wrap_ubyte(200), sbyte: types.wrap_byte(-3), short: types.wrap_short(-300), ushort: types.wrap_ushort(60_000), int: types.wrap_int(-70_000), uint: types.wrap_uint(3_000_000_000),
  long: types.wrap_long(-(2 ** 40)), ulong: types.wrap_ulong(2 ** 40), float: types.wrap_float(0.5), double: types.wrap_double(1.25), flag: types.wrap_boolean(true), decimal: decimal(125),
  char: types.wrap_char(0x41), guid: guid('00112233-4455-6677-8899-aabbccddeeff'), time: types.wrap_timestamp(1_700_000_000_000), text: types.wrap_string('v'),
  uri: uri('https://example.org/a'), offset: dateTimeOffset(1_700_000_000_000), span: timeSpan(90_000), bytes: types.wrap_binary(Buffer.of(1, 2, 3)), nothing: null,
};
const encoded = (properties: Record<string, unknown>) => Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, encodeTyped((value ?? types.wrap(null)) as never).toString('hex')]));

it('keeps all types of .NET in application properties, TimeSpan, DateTimeOffset, Uri and decimal among them', async () => {
  await using peer = new DotnetPeer(bus);
  await (await peer.sender('values')).send({ body: 'x', application_properties: VALUES });
  const receiver = await peer.receiver('values');
  const received = await receiver.one();
  expect(encoded(received.properties)).toEqual(encoded(VALUES));
  await receiver.dispose(received, ACCEPTED);
  expect(bus.journal.exchanges.at(-2)).toMatchObject({ entity: 'values', properties: { applicationProperties: { text: 'v', int: -70_000 } } });
});

const SPAN = { span: timeSpan(90_000), price: decimal(125), none: null };
it.each([['by an outcome', false], ['by a request', true]])('puts such values into a message that is abandoned %s', async (_, byRequest) => {
  await using peer = new DotnetPeer(bus);
  await (await peer.sender('values')).send({ body: 'x', application_properties: { kept: 'v' } });
  const receiver = await peer.receiver('values');
  const received = await receiver.one();
  const body = { 'disposition-status': 'abandoned', 'lock-tokens': guids(received.token), 'properties-to-modify': map(SPAN) };
  if (byRequest) expect((await peer.request('values', 'com.microsoft:update-disposition', body)).status).toBe(200);
  else expect(await receiver.dispose(received, modified(false, SPAN))).toBe('settled');
  const again = await receiver.one();
  expect(encoded(again.properties)).toEqual(encoded({ kept: types.wrap_string('v'), ...SPAN }));
  await receiver.dispose(again, ACCEPTED);
});

it('schedules a message with all of them, and delivers it as sent', async () => {
  await using peer = new DotnetPeer(bus);
  const message = rhea.message.encode({ body: 'x', message_annotations: { 'x-opt-scheduled-enqueue-time': types.wrap_timestamp(Date.now() - 1) }, application_properties: VALUES });
  const scheduled = await peer.request('later', 'com.microsoft:schedule-message', { messages: types.wrap_list([map({ message: types.wrap_binary(message), 'message-id': 'm' })]) });
  expect([scheduled.status, scheduled.body['sequence-numbers']?.value]).toMatchObject([200, [{ value: 1 }]]);
  expect(encoded((await (await peer.receiver('later')).one()).properties)).toEqual(encoded(VALUES));
  const deferred = await peer.request('later', 'com.microsoft:receive-by-sequence-number', { 'sequence-numbers': longs(1), 'receiver-settle-mode': types.wrap_uint(1) });
  expect(deferred).toMatchObject({ status: 404, condition: 'com.microsoft:message-not-found' });
});

it('takes a correlation filter whose absent fields are null, and tells it with its values', async () => {
  await using peer = new DotnetPeer(bus);
  const absent = Object.fromEntries(['message-id', 'to', 'reply-to', 'session-id', 'reply-to-session-id', 'content-type'].map((name) => [name, null]));
  const properties = { id: VALUES.guid, time: VALUES.time, half: VALUES.double, flag: VALUES.flag, text: VALUES.text };
  const filter = map({ 'correlation-id': 'c', ...absent, label: 'l', properties: map(properties) });
  const added = await peer.request('t/Subscriptions/s', 'com.microsoft:add-rule', {
    'rule-name': 'r', 'rule-description': map({ 'correlation-filter': filter, 'sql-rule-action': map({ expression: 'SET seen = TRUE' }), 'rule-name': 'r' }),
  });
  expect(added.status).toBe(200);
  await peer.request('t/Subscriptions/s', 'com.microsoft:remove-rule', { 'rule-name': '$Default' });
  const { body } = await peer.request('t/Subscriptions/s', 'com.microsoft:enumerate-rules', { top: types.wrap_int(100), skip: types.wrap_int(0) });
  const [rule] = asList(body['rules']).map((entry) => Object.fromEntries(entriesOf(entry))['rule-description']?.value as Typed[]);
  const told = rule?.[0]?.value as Typed[];
  expect([told.slice(0, 8).map((field) => field.value as unknown), encoded(Object.fromEntries(entriesOf(told[8])))]).toEqual([['c', null, null, null, 'l', null, null, null], encoded(properties)]);
  const sender = await peer.sender('t');
  await sender.send({ body: 'no', correlation_id: 'c', subject: 'l', application_properties: { ...properties, time: types.wrap_timestamp(1) } });
  await sender.send({ body: 'yes', correlation_id: 'c', subject: 'l', application_properties: properties });
  const received = await (await peer.receiver('t/Subscriptions/s', { settled: true })).one();
  expect([received.message.body, received.message.application_properties?.['seen']]).toEqual(['yes', true]);
});

it('tells a sender how large a message may be, of which .NET makes the limit of its batches', async () => {
  await using peer = new DotnetPeer(bus);
  expect((await peer.sender('q')).maxMessageSize).toBe(262_144);
});

it('refuses to begin a transaction, and what is sent in one', async () => {
  await using peer = new DotnetPeer(bus);
  await expect(peer.controller()).rejects.toMatchObject({ condition: 'amqp:not-implemented' });
  expect(await (await peer.sender('unbegun', true)).send({ body: 'x' })).toBe('amqp:not-implemented');
  const { status } = await peer.request('unbegun', 'com.microsoft:peek-message', { 'from-sequence-number': types.wrap_long(1), 'message-count': types.wrap_int(1) });
  expect(status).toBe(204);
});
