import type { Typed } from 'rhea';
import rhea from 'rhea';

// Outcomes and states as .NET's receiver writes them (AmqpReceiver: GetModifiedOutcome, GetRejectedOutcome).

const { types } = rhea;
type Fields = Record<string, unknown>;
const state = (descriptor: number, ...fields: unknown[]): object => types.described_nc(types.wrap_ulong(descriptor), types.wrap_list(fields));

export const ACCEPTED = state(0x24);
/** Abandoned, or deferred when it is undeliverable here; .NET leaves delivery-failed out. */
export const modified = (undeliverableHere: boolean, annotations?: Fields): object =>
  state(0x27, null, undeliverableHere ? true : null, annotations ? types.wrap_symbolic_map(annotations) : null);
/** `info` is a map with keys of either type; .NET's has symbols. */
export const deadLettered = (info: unknown): object => state(0x25, types.described_nc(types.wrap_ulong(0x1d), types.wrap_list([types.wrap_symbol('com.microsoft:dead-letter'), null, info])));
/** What a delivery says that belongs to a transaction (AMQP 1.0 part 4, §4.5.8), here with nobody's id. */
export const IN_TRANSACTION = state(0x34, types.wrap_binary(Buffer.of(7))) as Typed;
/** What a transaction's control link targets: Microsoft.Azure.Amqp's coordinator names no capabilities. */
export const COORDINATOR = state(0x30) as Typed;
/** The message that begins a transaction. */
export const DECLARE = { body: types.described_nc(types.wrap_ulong(0x31), types.wrap_list([])) };
