import { describe, expect, it } from 'vitest';
import { convert } from '#emulators/service-bus/state/sql/convert';
import { EvaluationError } from '#emulators/service-bus/state/sql/evaluation-error';
import type { Value } from '#emulators/service-bus/state/value';

const [guid, date]: Value[] = [{ guid: '01234567-89ab-cdef-0123-456789abcdef' }, { dateTime: 1000 }];

describe('what SET gives becomes of the type that the property has (D87)', () => {
  it.each<[existing: Value | undefined, value: Value, becomes: Value]>([
    [undefined, 1n, 1n], [null, 'x', 'x'], [1n, null, null], [1n, 2n, 2n], ['x', 2n, '2'], ['x', 0.5, '0.5'], ['x', true, 'true'],
    ['x', guid ?? null, '01234567-89ab-cdef-0123-456789abcdef'], ['x', date ?? null, '1970-01-01T00:00:01.000Z'],
    [0.5, 3n, 3], [1n, 3, 3n], [1n, ' -12 ', -12n], [0.5, '1.5E1', 15], [true, 'False', false],
    [date ?? null, '1970-01-01T00:00:02Z', { dateTime: 2000 }], [guid ?? null, 'FFFFFFFF-89ab-cdef-0123-456789abcdef', { guid: 'ffffffff-89ab-cdef-0123-456789abcdef' }],
  ])('%o, set to %o, is %o', (existing, value, becomes) => expect(convert(existing, value, 'p')).toEqual(becomes));

  it.each<[existing: Value, value: Value]>([
    [1n, 'x'], [1n, ''], [1n, '9223372036854775808'], [1n, 0.5], [1n, true], [0.5, '1,5'], [true, '1'], [true, 1n],
    [date ?? null, 'soon'], [date ?? null, '2026-99-99T00:00:00Z'], [guid ?? null, 'x'], [guid ?? null, 1n],
  ])('%o cannot be %o', (existing, value) => expect(() => convert(existing, value, 'p')).toThrow(EvaluationError));
});
