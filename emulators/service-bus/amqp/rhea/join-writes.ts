import type { BrokerConnection, ByteStream } from '#emulators/service-bus/amqp/rhea/internals';

/** Parts up to this size together are written as one. */
const CHUNK = 65_536;

/** rhea writes each frame by itself, a system call for each of a thousand messages; here what is ready together goes together. */
export function joinWrites(connection: BrokerConnection): void {
  const transport = connection.amqp_transport;
  const write = transport.write.bind(transport);
  transport.write = (stream) => {
    let parts: Buffer[] = [];
    let size = 0;
    const flush = () => {
      if (parts.length > 0) stream.write(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts, size));
      parts = [];
      size = 0;
    };
    const gather: Pick<ByteStream, 'write'> = {
      write(data) {
        if (size + data.length > CHUNK) flush();
        parts.push(data);
        size += data.length;
      },
    };
    try {
      write(gather);
    } finally {
      flush();
    }
  };
}
