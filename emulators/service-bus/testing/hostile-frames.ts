import fc from 'fast-check';
import { describedBy } from '#emulators/service-bus/testing/described-by';
import { BEGIN, FLOW, OPEN, attach, transfer, MESSAGE } from '#emulators/service-bus/testing/raw-peer';

/** Wrong now and then: a count or size that is right, or any other. */
const maybeWrong = (right: number) => fc.oneof({ weight: 6, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: fc.constantFrom(0, 1, right + 1, 0xff, 0xffff_ffff) });

const FIXED: readonly (readonly [code: number, width: number])[] = [
  [0x40, 0], [0x41, 0], [0x42, 0], [0x43, 0], [0x44, 0], [0x45, 0], [0x50, 1], [0x51, 1], [0x52, 1], [0x53, 1], [0x54, 1], [0x55, 1], [0x56, 1],
  [0x60, 2], [0x61, 2], [0x70, 4], [0x71, 4], [0x72, 4], [0x73, 4], [0x80, 8], [0x81, 8], [0x82, 8], [0x83, 8], [0x84, 8], [0x94, 16], [0x98, 16],
];
const fixed = fc.constantFrom(...FIXED).chain(([code, width]) =>
  fc.oneof(fc.constant(Buffer.alloc(width)), fc.constant(Buffer.alloc(width, 0xff)), fc.uint8Array({ minLength: width, maxLength: width })).map((bytes) => Buffer.concat([Buffer.of(code), bytes])));
const TEXTS = ['q', '$cbs', 'q/$management', 'sessions', 'nowhere', '__proto__', 'constructor', '', '\u0000', 'link-0', 'link-1', 'com.microsoft:peek-message', 'x'.repeat(200)];
const variable = fc.tuple(fc.constantFrom(0xa0, 0xa1, 0xa3, 0xb0, 0xb1, 0xb3), fc.oneof(fc.constantFrom(...TEXTS).map((text) => Buffer.from(text)), fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes))))
  .chain(([code, bytes]) => maybeWrong(bytes.length).map((length) => Buffer.concat([code < 0xb0 ? Buffer.of(code, length) : withUints(code, length), bytes])));

function withUints(code: number, ...numbers: number[]): Buffer {
  const bytes = Buffer.alloc(1 + numbers.length * 4, code);
  numbers.forEach((number, index) => bytes.writeUInt32BE(number >>> 0, 1 + index * 4));
  return bytes;
}

/** Any encoded value: nested, described by anything, with sizes and counts that may lie. */
const value: fc.Arbitrary<Buffer> = fc.letrec<{ value: Buffer; compound: Buffer; array: Buffer; described: Buffer }>((tie) => ({
  value: fc.oneof({ maxDepth: 5, withCrossShrink: true }, { weight: 5, arbitrary: fixed }, { weight: 4, arbitrary: variable }, { weight: 2, arbitrary: tie('compound') }, { weight: 1, arbitrary: tie('array') }, { weight: 1, arbitrary: tie('described') }),
  compound: fc.tuple(fc.constantFrom(0xd0, 0xd1), fc.array(tie('value'), { maxLength: 6 })).chain(([code, items]) => {
    const bytes = Buffer.concat(items);
    return fc.tuple(maybeWrong(bytes.length + 4), maybeWrong(items.length)).map(([size, count]) => Buffer.concat([withUints(code, size, count), bytes]));
  }),
  array: fc.tuple(tie('value'), fc.uint8Array({ maxLength: 20 })).chain(([constructor, elements]) =>
    fc.tuple(maybeWrong(constructor.length + elements.length + 4), maybeWrong(elements.length)).map(([size, count]) => Buffer.concat([withUints(0xf0, size, count), constructor, elements]))),
  described: fc.tuple(tie('value'), tie('value')).map(([descriptor, inner]) => Buffer.concat([Buffer.of(0), descriptor, inner])),
})).value;

const frameOf = (type: number, channel: number, doff: number, size: (right: number) => number, body: Buffer): Buffer => {
  const head = Buffer.from([0, 0, 0, 0, doff, type, channel >> 8, channel]);
  head.writeUInt32BE(size(body.length + 8) >>> 0);
  return Buffer.concat([head, body]);
};

const performative = fc.tuple(
  fc.oneof({ weight: 8, arbitrary: fc.constantFrom(0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18).map((code) => describedBy(code)) }, { weight: 1, arbitrary: value.map((bytes) => Buffer.concat([Buffer.of(0), bytes])) }),
  fc.array(value, { maxLength: 15 }), fc.uint8Array({ maxLength: 60 }),
).chain(([descriptor, fields, payload]) => {
  const bytes = Buffer.concat(fields);
  return fc.tuple(maybeWrong(bytes.length + 4), maybeWrong(fields.length)).map(([size, count]) => Buffer.concat([descriptor, withUints(0xd0, size, count), bytes, payload]));
});

/** Frames that begin a conversation well, so that what follows gets far. */
const GOOD = [OPEN, BEGIN, attach(false, 0), attach(true, 1), attach(false, 2, 'q/$management'), attach(true, 3, 'q/$management'), attach(false, 4, '$cbs'), FLOW, transfer(MESSAGE)];

/** Any frame of AMQP or of SASL. */
export const hostileFrame: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constantFrom(0, 0, 0, 0, 1, 9), fc.constantFrom(0, 0, 0, 1, 4999, 5000, 65_535), fc.constantFrom(2, 2, 2, 2, 0, 3, 255), performative)
    .chain(([type, channel, doff, body]) => maybeWrong(body.length + 8).map((size) => frameOf(type, channel, doff, () => size, body))) },
  { weight: 4, arbitrary: fc.constantFrom(...GOOD) },
);
