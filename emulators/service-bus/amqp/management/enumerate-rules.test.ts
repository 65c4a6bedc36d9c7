import { describe, expect, it } from 'vitest';
import { encodeRule } from '#emulators/service-bus/amqp/management/enumerate-rules';
import { encodeTyped } from '#emulators/service-bus/amqp/rhea/codec';
import type { Filter } from '#emulators/service-bus/state/rule';

const hex = (filter: Filter, action?: string) =>
  encodeTyped(encodeRule({ name: 'r', filter, createdAt: 0, ...(action === undefined ? {} : { action }) })).toString('hex');
/** A described value's descriptor: an unsigned long above 2^32, so all eight bytes of it. */
const descriptor = (code: string) => `0080${code.padStart(16, '0')}`;

describe('an encoded rule (service-bus-amqp-request-response)', () => {
  it.each<[string, string, Filter]>([
    ['SQL filter', '1370000006', { type: 'sql', expression: 'a = 1' }],
    ['true filter', '1370000007', { type: 'true' }],
    ['false filter', '1370000008', { type: 'false' }],
    ['correlation filter', '1370000009', { type: 'correlation', system: new Map([['Label', 'l']]), properties: new Map() }],
  ])('describes a %s and no action', (_, code, filter) => {
    const encoded = hex(filter);
    expect(encoded.startsWith(descriptor('13700000004'))).toBe(true);
    expect([encoded.includes(descriptor(code)), encoded.includes(descriptor('13700000005')), encoded.includes(descriptor('13700000006'))]).toEqual([true, true, false]);
  });

  it('describes a SQL action', () => {
    const encoded = hex({ type: 'true' }, 'SET a = 1');
    expect([encoded.includes(descriptor('13700000006')), encoded.includes(Buffer.from('SET a = 1').toString('hex'))]).toEqual([true, true]);
  });
});
