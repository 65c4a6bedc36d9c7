import { checkCounts, codeAt } from '#emulators/service-bus/amqp/codec/walk';
import type { BrokerConnection, ByteStream, Transport } from '#emulators/service-bus/amqp/rhea/internals';

/** Announced in our open; a peer must not send a larger frame (AMQP 1.0 part 2, §2.7.1). */
export const MAX_FRAME_SIZE = 65_536;

/**
 * Keeps a hostile or broken peer's damage to its own connection: oversized frames, impossible element counts and
 * anything that makes rhea throw outside its own handlers end that connection and nothing else.
 */
export function guardConnection(connection: BrokerConnection, stream: ByteStream): void {
  const input = connection.input.bind(connection);
  connection.input = (chunk: Buffer) => {
    input(chunk);
    if ((connection.frame_size ?? 0) > MAX_FRAME_SIZE) stream.destroy();
  };
  const act = connection._process.bind(connection);
  connection._process = () => {
    try {
      act();
    } catch {
      stream.destroy();
    }
  };
}

/** After `accept`: by then rhea has made the transports that read frames. */
export function guardFrames(connection: BrokerConnection): void {
  guardTransport(connection.amqp_transport);
  const sasl = connection.sasl_transport;
  for (const one of [sasl, ...Object.values(sasl?.transports ?? {})]) if (one?.transport) guardTransport(one.transport);
}

function guardTransport(transport: Transport): void {
  const read = transport.read.bind(transport);
  transport.read = (buffer: Buffer) => {
    // A protocol header begins with "A", a frame with its size, which would be above a thousand million for an "A".
    let offset = buffer[0] === 0x41 ? 8 : 0;
    while (offset + 8 <= buffer.length) {
      const end = offset + buffer.readUInt32BE(offset);
      if (end > buffer.length) break;
      if (end < offset + 8) throw new Error(`A frame cannot have ${end - offset} bytes.`);
      const body = offset + codeAt(buffer, offset + 4) * 4;
      if (body < end) checkCounts(buffer.subarray(0, end), body);
      offset = end;
    }
    return read(buffer);
  };
}
