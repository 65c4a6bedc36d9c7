import fc from 'fast-check';
import rhea, { type Typed } from 'rhea';
import { describe, expect, it } from 'vitest';
import { toSubmission } from '#emulators/service-bus/amqp/codec/submission';
import { contentCodec } from '#emulators/service-bus/amqp/codec/view';
import { Fault } from '#emulators/service-bus/state/fault';
import type { Content } from '#emulators/service-bus/state/message';
import type { Value } from '#emulators/service-bus/state/value';

const { types } = rhea;
const encode = (message: object): Buffer => (rhea.message as unknown as { encode(message: object): Buffer }).encode(message);
const decode = (bytes: Uint8Array) => (rhea.message as unknown as { decode(bytes: Buffer): Record<string, unknown> }).decode(Buffer.from(bytes));
const contentOf = (message: object): Content => toSubmission(encode(message)).content;
const UUID = Buffer.from('0123456789abcdef0123456789abcdef', 'hex');

const MESSAGE = {
  message_id: 'm', to: 't', subject: 's', reply_to: 'r', correlation_id: 'c', content_type: 'text/plain', group_id: 'g', reply_to_group_id: 'rg',
  application_properties: {
    text: 'x', yes: true, none: null, int: types.wrap_int(-7), long: types.wrap_long(7), byte: types.wrap_byte(-1), ubyte: types.wrap_ubyte(200), ulong: types.wrap_ulong(9), short: types.wrap_short(-300),
    double: types.wrap_double(1.5), float: types.wrap_float(0.5), when: types.wrap_timestamp(1000), id: types.wrap_uuid(UUID), list: types.wrap_list([1]),
  },
  body: 'body',
};

describe('what filters see of a message', () => {
  it('is its system properties by name and its application properties by type', () => {
    const { system, user } = contentCodec.view(contentOf(MESSAGE), { added: 'by a settlement' });
    expect(Object.fromEntries(system)).toEqual({ MessageId: 'm', To: 't', Label: 's', ReplyTo: 'r', CorrelationId: 'c', ContentType: 'text/plain', SessionId: 'g', ReplyToSessionId: 'rg' });
    expect(Object.fromEntries(user)).toEqual({
      text: 'x', yes: true, none: null, int: -7n, long: 7n, byte: -1n, ubyte: 200n, ulong: 9n, short: -300n, double: 1.5, float: 0.5, when: { dateTime: 1000 },
      id: { guid: '01234567-89ab-cdef-0123-456789abcdef' }, added: 'by a settlement',
    });
  });

  it("is a date and ticks where .NET's clients describe them", () => {
    const described = (name: string, value: Typed) => ({ application_properties: { x: types.described_nc(types.wrap_symbol(name), value) }, body: 1 });
    const x = (message: object): Value | undefined => contentCodec.view(contentOf(message), {}).user.get('x');
    const ticks = Buffer.alloc(8);
    ticks.writeBigInt64BE((62_135_596_800_000n + 5000n) * 10_000n);
    expect(x(described('com.microsoft:datetime-offset', types.wrap_long(ticks as never)))).toEqual({ dateTime: 5000 });
    expect(x(described('com.microsoft:timespan', types.wrap_long(10_000)))).toBe(10_000n);
    expect(x(described('com.microsoft:uri', types.wrap_string('http://x/')))).toBe('http://x/');
  });

  it('changes as an action says, and nothing else does', () => {
    const changed = contentCodec.edit(contentOf(MESSAGE), {
      system: new Map([['To', 'new'], ['Label', undefined], ['ContentType', 'a/b']]),
      user: new Map<string, Value | undefined>([['text', undefined], ['int', 5n], ['real', 2.5], ['flag', false], ['at', { dateTime: 7 }], ['guid', { guid: '01234567-89ab-cdef-0123-456789abcdef' }], ['null', null]]),
    });
    const { body, to, subject, content_type, reply_to_group_id, application_properties: properties } = decode(changed.bare) as Record<string, Record<string, unknown>>;
    expect({ body, to, subject, content_type, reply_to_group_id }).toEqual({ body: 'body', to: 'new', subject: undefined, content_type: 'a/b', reply_to_group_id: 'rg' });
    expect(properties).toMatchObject({ int: 5, real: 2.5, flag: false, at: new Date(7), guid: UUID, null: null, yes: true, long: 7 });
    expect(properties).not.toHaveProperty('text');
  });

  it('is, of any bytes, what they say or a fault: never anything else', () => {
    const valid = encode(MESSAGE);
    const damage = fc.array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { maxLength: 6 });
    fc.assert(fc.property(damage, (changes) => {
      const bytes = Buffer.from(valid);
      for (const [at, value] of changes) bytes[at] = value;
      try {
        const { content } = toSubmission(bytes);
        const { user } = contentCodec.view(content, {});
        contentCodec.edit(content, { system: new Map(), user });
      } catch (thrown) {
        if (!(thrown instanceof Fault)) throw thrown;
      }
    }), { numRuns: 5000 });
  });

  it('survives a description of a description of … a value', () => {
    const deep = Buffer.concat([...Array.from({ length: 50_000 }, () => Buffer.of(0x00, 0x53, 0x24)), Buffer.of(0x41)]);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(4 + 3 + deep.length);
    const bare = Buffer.concat([Buffer.of(0x00, 0x53, 0x74, 0xd1), size, Buffer.of(0, 0, 0, 2, 0xa1, 1, 0x78), deep]);
    expect(contentCodec.view({ ...contentOf(MESSAGE), bare }, {}).user.size).toBe(0);
  });
});
