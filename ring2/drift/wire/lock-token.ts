/**
 * The lock token that a delivery tag stands for. The tag has a .NET GUID's order of bytes: its first three groups are
 * little-endian, unlike in an AMQP uuid (service-bus-amqp-request-response).
 */
export function lockTokenOf(tag: Buffer): string {
  const group = (...bytes: number[]) => Buffer.from(bytes.map((index) => tag[index] ?? 0)).toString('hex');
  return [group(3, 2, 1, 0), group(5, 4), group(7, 6), group(8, 9), group(10, 11, 12, 13, 14, 15)].join('-');
}
