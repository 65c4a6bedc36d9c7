import rhea from 'rhea';
import { describe, expect, it } from 'vitest';
import { virtualClock } from '#core/clock';
import { BATCH_FORMAT, messagesOf } from '#emulators/service-bus/amqp/codec/batch';
import { encodeDelivery } from '#emulators/service-bus/amqp/codec/delivery';
import { fromDeliveryTag, fromUuid, toDeliveryTag, toUuid } from '#emulators/service-bus/amqp/codec/lock-token';
import { types } from '#emulators/service-bus/amqp/rhea/codec';
import { toSubmission } from '#emulators/service-bus/amqp/codec/submission';
import { checkCounts, endOf } from '#emulators/service-bus/amqp/codec/walk';
import { section, string } from '#emulators/service-bus/amqp/codec/write';
import { enqueue } from '#emulators/service-bus/state/enqueue';
import { givenQueue } from '#emulators/service-bus/testing/given-queue';
import { receive } from '#emulators/service-bus/state/receive';
import { abandon } from '#emulators/service-bus/state/settle';

/** Application properties of every numeric type and width, byte for byte as some client wrote them (D116). */
const NUMBERS: Record<string, number[]> = {
  ubyte: [0x50, 200], ushort: [0x60, 1, 2], uint0: [0x43], smalluint: [0x52, 7], uint: [0x70, 0, 0, 0, 7], ulong0: [0x44],
  smallulong: [0x53, 7], ulong: [0x80, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], byte: [0x51, 0xff], short: [0x61, 0xff, 0xfe],
  smallint: [0x54, 5], int: [0x71, 0, 0, 0, 5], smalllong: [0x55, 5], long: [0x81, 0x7f, 1, 2, 3, 4, 5, 6, 7], float: [0x72, 0x3f, 0x80, 0, 0],
  double: [0x82, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0], decimal128: [0x94, ...Array<number>(16).fill(3)], timestamp: [0x83, 0, 0, 1, 0x8b, 0xcf, 0xe5, 0x68, 0],
  uuid: [0x98, ...Array<number>(16).fill(9)], char: [0x73, 0, 0, 0, 65], binary: [0xa0, 2, 0, 255], boolean: [0x56, 1], true: [0x41], null: [0x40],
};
const pairs = Object.entries(NUMBERS).flatMap(([name, bytes]) => [string(name), Buffer.from(bytes)]);
const APPLICATION = section(0x74, 0xd1, pairs.length, pairs);
const BODY = Buffer.from([0x00, 0x53, 0x75, 0xa0, 2, 0x68, 0x69]);
const PROPERTIES = section(0x73, 0xd0, 1, [string('id')]);
const MESSAGE = Buffer.concat([PROPERTIES, APPLICATION, BODY]);

describe('a message on its way through the broker', () => {
  it('D116 keeps the bytes of every numeric type', () => {
    const { queue } = givenQueue();
    enqueue(queue, toSubmission(MESSAGE));
    const message = receive(queue, 'peek-lock');
    if (!message) throw new Error('There is a message.');
    expect(encodeDelivery(message).includes(MESSAGE)).toBe(true);
  });

  it('keeps them also when a settlement changes one of them', () => {
    const { queue } = givenQueue();
    enqueue(queue, toSubmission(MESSAGE));
    abandon(queue, receive(queue, 'peek-lock')?.lock?.token ?? 0, { float: Buffer.from([0x51, 4]), reason: 'text' });
    const message = receive(queue, 'peek-lock');
    if (!message) throw new Error('There is a message.');
    const encoded = encodeDelivery(message);
    for (const [name, bytes] of Object.entries(NUMBERS)) {
      const kept = encoded.includes(Buffer.concat([string(name), Buffer.from(bytes)]));
      expect([name, kept]).toEqual([name, name !== 'float']);
    }
    expect(rhea.message.decode(encoded)['application_properties']).toMatchObject({ float: 4, reason: 'text', long: expect.any(Buffer) as Buffer });
    expect(encoded.subarray(-BODY.length)).toEqual(BODY);
  });

  it("carries the broker's annotations with their types, and the sender's unknown ones", () => {
    const { queue, clock } = givenQueue();
    const annotations = section(0x72, 0xd1, 4, [
      Buffer.concat([Buffer.of(0xa3, 4), Buffer.from('mine')]), Buffer.from([0x54, 3]),
      Buffer.concat([Buffer.of(0xa3, 21), Buffer.from('x-opt-sequence-number')]), Buffer.from([0x54, 99]),
    ]);
    enqueue(queue, toSubmission(Buffer.concat([annotations, MESSAGE])));
    const message = receive(queue, 'peek-lock');
    if (!message) throw new Error('There is a message.');
    const found = new Map<string, string>();
    const map = new types.Reader(encodeDelivery(message).subarray(endOf(encodeDelivery(message), 0))).read() as unknown as { value: { value: unknown; type: { name: string } }[] };
    map.value.forEach((item, index) => index % 2 === 0 && found.set(String(item.value), map.value[index + 1]?.type.name ?? ''));
    expect(Object.fromEntries(found)).toEqual({
      'x-opt-sequence-number': 'Long', 'x-opt-enqueue-sequence-number': 'Long', 'x-opt-enqueued-time': 'Timestamp', 'x-opt-locked-until': 'Timestamp', mine: 'SmallInt',
    });
    expect(rhea.message.decode(encodeDelivery(message))['message_annotations']).toMatchObject({ 'x-opt-sequence-number': 1, 'x-opt-enqueued-time': new Date(clock.now()) });
  });

  it('D72 gets an id when its sender gave none, with or without other properties', () => {
    for (const head of [Buffer.alloc(0), section(0x73, 0xd0, 4, [Buffer.of(0x40), Buffer.of(0x40), Buffer.of(0x40), string('subject')])]) {
      const { messageId, content } = toSubmission(Buffer.concat([head, APPLICATION, BODY]));
      const decoded = rhea.message.decode(Buffer.from(content.bare));
      expect([messageId, decoded['subject']]).toEqual([decoded['message_id'], head.length > 0 ? 'subject' : undefined]);
      expect(messageId).toMatch(/^[0-9a-f]{32}$/);
    }
  });

  it('tells the broker session, time to live and schedule', () => {
    const at = virtualClock().now();
    const encoded = rhea.message.encode({
      group_id: 's', ttl: 5000, body: 'x', message_id: 7, message_annotations: { 'x-opt-scheduled-enqueue-time': new Date(at) },
    });
    expect(toSubmission(encoded)).toMatchObject({ messageId: '7', sessionId: 's', timeToLive: 5000, scheduledAt: at });
  });

  it.each([
    ['a truncated value', MESSAGE.subarray(0, MESSAGE.length - 1)], ['no section', Buffer.from([0x41])], ['an unknown section', Buffer.from([0x00, 0x53, 0x10, 0x45])],
    ['a header behind the body', Buffer.concat([BODY, section(0x70, 0xd0, 0, [])])], ['a map with room for less than it announces', Buffer.from([0x00, 0x53, 0x74, 0xd1, 0, 0, 0, 5, 0, 0, 0, 9, 0x40])],
  ])('is refused with %s', (_, bytes) => {
    expect(() => {
      const { content } = toSubmission(bytes);
      for (let at = 0; at < content.bare.length; ) at = checkCounts(content.bare, at);
    }).toThrow(expect.objectContaining({ code: 'decode-error' }) as Error);
  });
});

it('a batch is its data sections, any other format one message', () => {
  const batch = Buffer.concat([MESSAGE, MESSAGE].map((one) => Buffer.concat([Buffer.from([0x00, 0x53, 0x75, 0xb0, 0, 0, one.length >> 8, one.length & 255]), one])));
  expect(messagesOf(batch, BATCH_FORMAT)).toEqual([MESSAGE, MESSAGE]);
  for (const format of [0, null]) expect(messagesOf(MESSAGE, format)).toEqual([MESSAGE]);
});

it('a lock token is one GUID in two byte orders, and another emulator\'s is none of ours', () => {
  const [tag, uuid] = [toDeliveryTag(123_456_789), toUuid(123_456_789)];
  expect([fromDeliveryTag(tag), fromUuid(uuid)]).toEqual([123_456_789, 123_456_789]);
  const dotNet = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15].map((index) => tag[index]);
  expect(dotNet).toEqual([...uuid]);
  expect([fromUuid(Buffer.alloc(16)), fromDeliveryTag(Buffer.from('short'))]).toEqual([0, 0]);
});
