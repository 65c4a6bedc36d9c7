import { describe, expect, it } from 'vitest';
import { toSubmission } from '#emulators/service-bus/amqp/codec/submission';
import { codec } from '#emulators/service-bus/amqp/rhea/codec';

/** A message as it comes: a slice of what was read from a socket. */
function received(message: object): Uint8Array {
  const bytes = codec.encode(message);
  const packet = Buffer.alloc(65_536);
  bytes.copy(packet, 1000);
  return packet.subarray(1000, 1000 + bytes.length);
}

describe('what is kept of a message', () => {
  it.each([
    ['an id', { message_id: '1', body: 'x' }], ['no id', { body: 'x' }], ['a header', { durable: true, priority: 7, first_acquirer: true, message_id: '1' }],
    ['annotations', { message_id: '1', message_annotations: { 'x-opt-partition-key': 'p' } }], ['a large body', { message_id: '1', body: 'x'.repeat(5000) }],
  ])('never the packet it came in: %s', (_, message) => {
    const packet = received(message);
    const { content } = toSubmission(packet);
    for (const kept of [...content.header, content.annotations.bytes, content.bare]) {
      expect(kept.buffer).not.toBe(packet.buffer);
      expect(kept.buffer.byteLength).toBeLessThanOrEqual(8192);
    }
  });

  it('is its own copy, whatever is read into the packet next', () => {
    const packet = received({ durable: true, priority: 7, message_id: 'first', body: 'x' });
    const { content, messageId } = toSubmission(packet);
    const before = [...content.header, content.bare].map((bytes) => Buffer.from(bytes).toString('hex'));
    packet.fill(0);
    expect([...content.header, content.bare].map((bytes) => Buffer.from(bytes).toString('hex'))).toEqual(before);
    expect(messageId).toBe('first');
  });

  it('tells headers apart that differ in one field', () => {
    const headers = [{}, { durable: true }, { durable: false }, { priority: 0 }, { priority: 9 }, { first_acquirer: true }, { durable: true, priority: 9 }]
      .map((header) => toSubmission(received({ ...header, message_id: '1' })).content.header.map((field) => Buffer.from(field).toString('hex')).join());
    expect(new Set(headers).size).toBe(headers.length);
  });
});
