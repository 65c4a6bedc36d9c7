import type { Typed } from 'rhea';
import { errorFields } from '#emulators/service-bus/amqp/errors';
import { codec, types } from '#emulators/service-bus/amqp/rhea/codec';

export const ACCEPTED: Typed = types.described_nc(types.wrap_ulong(0x24), types.wrap_list([]));

/** A dead-lettered message is answered with a bare rejected: an error in it would fail the client's call. */
export const REJECTED: Typed = codec.rejected({}).described();

export function rejectedWith(why: unknown): Typed {
  const { condition, description } = errorFields(why);
  // Python's client reads the error's third field unasked.
  return codec.rejected({ error: { condition, description, info: {} } }).described();
}
