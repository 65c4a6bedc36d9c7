import { describe, expect, it } from 'vitest';
import { virtualClock } from '#core/clock';
import { type RunningServiceBus, type ServiceBusOptions, startServiceBus } from '#emulators/service-bus/index';
import { BusError } from '#ring2/drift/driver';
import { type WireOptions, connectWire } from '#ring2/drift/wire/connect';
import { BATCH_FORMAT, encodeMessage, sectionFields } from '#ring2/drift/wire/message';
import { composite, fieldsOf } from '#ring2/drift/wire/performatives';
import type { Typed } from '#ring2/drift/wire/typed';
import { array, byte, double, entry, float, int, long, map, nothing, plain, short, string, symbol, symbolMap, textOf, timestamp, typeName, ubyte, uint, ulong, ushort, uuid } from '#ring2/drift/wire/values';
import type { Wire, WireAddress, WireReceiver } from '#ring2/drift/wire/wire';

const KEY = { name: 'RootManageSharedAccessKey', key: 'SAS_KEY_VALUE' };
const ACCEPTED = composite('accepted');
type Way = Pick<WireAddress, 'transport' | 'plain'>;
const TCP: Way = { transport: 'tcp', plain: true };

const connect = async (bus: RunningServiceBus, way: Way = TCP, options: WireOptions = {}): Promise<Wire> =>
  connectWire({ host: 'localhost', port: bus.port, key: KEY, ...way, ...(!way.plain && { ca: await bus.caPem() }) }, { answerMs: 5_000, ...options });
const start = (options: ServiceBusOptions = {}) => startServiceBus({ queues: [{ name: 'q' }, { name: 's', requiresSession: true }], ...options });
const one = async (receiver: WireReceiver) => {
  await receiver.flow(1);
  const delivery = await receiver.receive();
  if (!delivery) throw new Error('nothing came');
  return delivery;
};
const failure = (promise: Promise<unknown>) => promise.then(() => undefined, (error: unknown) => (error instanceof BusError ? { code: error.code, condition: error.condition, text: error.message } : error));

describe.each<[string, Way]>([
  ['TCP', TCP], ['TLS', { transport: 'tcp', plain: false }], ['WebSocket', { transport: 'websocket', plain: true }], ['WebSocket over TLS', { transport: 'websocket', plain: false }],
])('a wire over %s', (_, way) => {
  it('sends, receives and settles', async () => {
    await using bus = await start();
    await using wire = await connect(bus, way);
    const sender = await wire.attachSender('q');
    const sent = await sender.send(encodeMessage({ properties: { 'message-id': 'm1' }, value: int(7) }));
    expect(sent).toEqual({ outcome: 'accepted', settled: true, state: ACCEPTED });
    const receiver = await wire.attachReceiver('q');
    const delivery = await one(receiver);
    expect(delivery.sections['amqp-value']).toEqual(int(7));
    expect(sectionFields('properties', delivery.sections['properties'])['message-id']).toEqual(string('m1'));
    expect((await receiver.settle(delivery, ACCEPTED)).outcome).toBe('accepted');
    expect(await receiver.flow(1, { drain: true })).toEqual({ creditLeft: 1, drained: true });
  });

  it('ends with a drop, without a word', async () => {
    await using bus = await start();
    const wire = await connect(bus, way);
    const receiver = await wire.attachReceiver('q');
    const waiting = failure(receiver.receive());
    wire.drop();
    expect([await wire.ended, await receiver.ended]).toEqual([{ how: 'lost' }, { how: 'lost' }]);
    expect(await waiting).toMatchObject({ code: 'ConnectionFailed' });
    expect(await failure(wire.attachSender('q'))).toMatchObject({ code: 'ConnectionFailed' });
    await wire.close();
  });

  it('ends as asked', async () => {
    await using bus = await start();
    const wire = await connect(bus, way);
    await wire.close();
    expect(await wire.ended).toEqual({ how: 'closed' });
  });
});

it('shows what the peer opened with', async () => {
  await using bus = await start();
  await using wire = await connect(bus, TCP, { idleTimeOut: 60_000, sasl: 'MSSBCBS' });
  expect(wire.peer.mechanisms).toContain('ANONYMOUS');
  expect(textOf(wire.peer.open['container-id'])).not.toBe('');
  expect(wire.peer.begin['remote-channel']).toEqual(ushort(0));
});

it('keeps the width of each number that it sends', async () => {
  const properties: Record<string, Typed> = {
    ubyte: ubyte(7), ushort: ushort(7), uint: uint(7), ulong: ulong(7n), byte: byte(-7), short: short(-7), int: int(-7), long: long(-7n),
    float: float(0.5), double: double(0.5), uuid: uuid('00112233-4455-6677-8899-aabbccddeeff'), at: timestamp(1), none: nothing,
  };
  await using bus = await start();
  await using wire = await connect(bus);
  await (await wire.attachSender('q')).send(encodeMessage({ applicationProperties: properties, value: 'x' }));
  const { sections } = await one(await wire.attachReceiver('q'));
  expect(sections['application-properties']).toEqual(map(properties));
  expect(typeName(entry(sections['message-annotations'], 'x-opt-sequence-number') ?? nothing)).toBe('long');
});

it('sends a batch', async () => {
  await using bus = await start();
  await using wire = await connect(bus);
  const sender = await wire.attachSender('q');
  const messages = ['a', 'b'].map((value) => encodeMessage({ properties: { 'message-id': value }, value }));
  expect((await sender.send(encodeMessage({ data: messages }), { format: BATCH_FORMAT })).outcome).toBe('accepted');
  const receiver = await wire.attachReceiver('q', { senderSettleMode: 1, receiverSettleMode: 0 });
  const bodies = [await one(receiver), await one(receiver)].map(({ sections, settled }) => [plain(sections['amqp-value'] ?? nothing), settled]);
  expect(bodies).toEqual([['a', true], ['b', true]]);
});

it('sends and gathers deliveries of many frames, and what was sent settled', async () => {
  await using bus = await start();
  await using wire = await connect(bus);
  const payload = Buffer.alloc(200_000, 'abcdefg');
  const sender = await wire.attachSender('q');
  expect(await sender.send(encodeMessage({ data: payload }), { settled: true })).toEqual({ outcome: 'none', settled: true });
  const { sections } = await one(await wire.attachReceiver('q'));
  expect(sections['data']).toEqual({ type: 'binary', value: payload });
});

it.each<[string, Typed, number]>([
  ['accepted', ACCEPTED, 0], ['released', composite('released'), 1], ['modified', composite('modified', { 'undeliverable-here': { type: 'boolean', value: false } }), 1],
  ['rejected', composite('rejected', { error: composite('error', { condition: symbol('com.microsoft:dead-letter') }) }), 0],
])('settles with %s', async (name, state, left) => {
  await using bus = await start();
  await using wire = await connect(bus);
  await (await wire.attachSender('q')).send(encodeMessage({ value: 'x' }));
  const receiver = await wire.attachReceiver('q');
  expect(await receiver.settle(await one(receiver), state)).toMatchObject({ outcome: name, settled: true });
  const { creditLeft } = await receiver.flow(1, { drain: true });
  expect(creditLeft).toBe(1 - left);
  expect(await receiver.receive() !== undefined).toBe(left === 1);
});

it('shows why a settlement was refused', async () => {
  const clock = virtualClock(Date.now());
  await using bus = await start({ clock });
  await using wire = await connect(bus);
  await (await wire.attachSender('q')).send(encodeMessage({ value: 'x' }));
  const receiver = await wire.attachReceiver('q');
  const delivery = await one(receiver);
  clock.advance(3_600_000);
  expect(await receiver.settle(delivery, ACCEPTED)).toMatchObject({ outcome: 'rejected', condition: 'com.microsoft:message-lock-lost' });
});

it('takes a session by a filter, and waits for one that the bus withholds while the clock turns', async () => {
  const clock = virtualClock(Date.now());
  await using bus = await start({ clock });
  await using wire = await connect(bus);
  const named = await wire.attachReceiver('s', { filter: { 'com.microsoft:session-filter': string('a') } });
  expect(entry(fieldsOf(named.attach['source'])['filter'], 'com.microsoft:session-filter')).toEqual(string('a'));
  expect(entry(named.attach['properties'], 'com.microsoft:locked-until-utc')?.type).toBe('long');
  const pending = failure(wire.attachReceiver('s', { filter: { 'com.microsoft:session-filter': nothing }, properties: { 'com.microsoft:timeout': uint(10_000) } }));
  await wire.sync();
  clock.advance(10_000);
  expect(await pending).toMatchObject({ code: 'com.microsoft:timeout' });
});

it('asks $management', async () => {
  await using bus = await start();
  await using wire = await connect(bus);
  const peek = () => wire.manage('q', 'com.microsoft:peek-message', map({ 'from-sequence-number': long(0n), 'message-count': int(5) }));
  expect((await peek()).status).toBe(204);
  await (await wire.attachSender('q')).send(encodeMessage({ value: 'x' }));
  const [first, second] = await Promise.all([peek(), peek()]);
  expect(first.status).toBe(200);
  expect(entry(first.body, 'messages')).toMatchObject({ type: 'list', value: [{ type: 'map' }] });
  expect(second.body).toEqual(first.body);
  expect(await wire.manage('q', 'com.microsoft:renew-lock', map({ 'lock-tokens': array('uuid', uuid('00112233-4455-6677-8899-aabbccddeeff')) }))).toMatchObject({ status: 410, condition: 'com.microsoft:message-lock-lost' });
});

it('tells refusals by their condition', async () => {
  await using bus = await start();
  await using wire = await connect(bus);
  const missing = { code: 'amqp:not-found', condition: 'amqp:not-found', text: expect.stringContaining('could not be found') as string };
  for (const authorize of [true, false]) {
    expect(await failure(wire.attachReceiver('nowhere', { authorize }))).toEqual(missing);
    expect(await failure(wire.attachSender('nowhere', { authorize }))).toEqual(missing);
  }
  expect(await failure(wire.manage('nowhere', 'com.microsoft:peek-message', map({})))).toEqual(missing);
  expect(await failure(wire.attachReceiver('s'))).toMatchObject({ code: 'amqp:not-allowed' });
  await wire.attachSender('q');
});

it('puts tokens, good ones by itself', async () => {
  await using bus = await start({ auth: 'enforce' });
  await using wire = await connect(bus);
  expect(await failure(wire.attachSender('q', { authorize: false }))).toMatchObject({ code: 'amqp:unauthorized-access' });
  expect(await wire.putToken('q', 'SharedAccessSignature sr=x&sig=x&se=1&skn=x')).toMatchObject({ status: 401 });
  expect((await wire.putToken('q')).status).toBe(202);
  await wire.attachSender('q', { authorize: false });
  await using stranger = await connectWire({ host: 'localhost', port: bus.port, ...TCP, key: { ...KEY, key: 'wrong' } });
  expect(await failure(stranger.attachSender('q'))).toMatchObject({ code: 'amqp:unauthorized-access' });
});

it('tells why the peer detached', async () => {
  await using bus = await start();
  await using wire = await connect(bus);
  const sender = await wire.attachSender('q');
  bus.inject({ fault: 'detach', operation: 'send' });
  expect(await failure(sender.send(encodeMessage({ value: 'x' })))).toMatchObject({ code: 'amqp:link:detach-forced' });
  expect(await sender.ended).toMatchObject({ how: 'detached', condition: 'amqp:link:detach-forced' });
  bus.inject({ fault: 'drop-connection', operation: 'attach' });
  expect(await failure(wire.attachSender('q', { authorize: false }))).toMatchObject({ code: 'ConnectionFailed' });
  expect(await wire.ended).toMatchObject({ how: 'lost' });
});

it('detaches, and shows the properties of an attach', async () => {
  await using bus = await start();
  await using wire = await connect(bus);
  const sender = await wire.attachSender('q', { name: 'mine', fields: { properties: symbolMap({ a: int(1) }) } });
  expect(textOf(sender.attach['name'])).toBe('mine');
  await sender.detach();
  expect(await sender.ended).toEqual({ how: 'detached' });
});
