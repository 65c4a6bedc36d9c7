/** Milliseconds from .NET's epoch (year 1) to Unix'. */
const UNIX_EPOCH = 62_135_596_800_000n;

/** .NET ticks (100 ns since year 1) as the eight bytes of an AMQP long: above 2^53, so no JavaScript number. */
export function ticks(ms: number): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigInt64BE((BigInt(Math.trunc(ms)) + UNIX_EPOCH) * 10_000n);
  return bytes;
}
