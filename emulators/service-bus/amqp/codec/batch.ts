import { DATA, sections } from '#emulators/service-bus/amqp/codec/sections';
import { binary } from '#emulators/service-bus/amqp/codec/walk';

/** The message format of a batch: each data section of its body holds one encoded message. */
export const BATCH_FORMAT = 0x80013700;

export const messagesOf = (transfer: Uint8Array, format: number | null): Uint8Array[] =>
  format !== BATCH_FORMAT ? [transfer] : sections(transfer).flatMap(({ descriptor, value, end }) =>
    descriptor === DATA ? binary(transfer.subarray(value, end)) ?? [] : []);
