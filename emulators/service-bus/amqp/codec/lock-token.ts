import { randomBytes } from 'node:crypto';

// A lock token is a GUID: in .NET's byte order as delivery tag, in RFC 4122's as AMQP uuid. Ours hold a number in the
// last six bytes; the first ten are this process's, so that a token of another emulator is never taken for one of ours.
const PREFIX = randomBytes(10);
const PREFIX_TAG = Buffer.concat([
  PREFIX.subarray(0, 4).toReversed(), PREFIX.subarray(4, 6).toReversed(), PREFIX.subarray(6, 8).toReversed(), PREFIX.subarray(8),
]);

const encode = (prefix: Buffer, token: number): Buffer => {
  const bytes = Buffer.allocUnsafe(16);
  prefix.copy(bytes);
  bytes.writeUIntBE(token, 10, 6);
  return bytes;
};
const decode = (prefix: Buffer, bytes: Uint8Array): number => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return buffer.length === 16 && buffer.compare(prefix, 0, 10, 0, 10) === 0 ? buffer.readUIntBE(10, 6) : 0;
};

export const toDeliveryTag = (token: number): Buffer => encode(PREFIX_TAG, token);
export const toUuid = (token: number): Buffer => encode(PREFIX, token);
/** The token of a uuid, 0 (which no lock has) when it is not one of ours. */
export const fromUuid = (bytes: Uint8Array): number => decode(PREFIX, bytes);
export const fromDeliveryTag = (tag: Uint8Array): number => decode(PREFIX_TAG, tag);
