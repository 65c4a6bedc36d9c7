import type { Socket } from 'node:net';
import type { BrokerConnection } from '#emulators/service-bus/amqp/rhea/internals';

/**
 * Answers every input that had no answer with an empty frame: the SDK's socket holds small writes back until the last
 * one is acknowledged, and the kernel acknowledges at once only with data to send. Saves 40 to 90 ms a request.
 */
export function acknowledgePromptly(connection: BrokerConnection, socket: Socket): void {
  const input = connection.input.bind(connection);
  let waiting = false;
  connection.input = (chunk: Buffer) => {
    const written = socket.bytesWritten;
    input(chunk);
    if (waiting) return;
    waiting = true;
    setImmediate(() => {
      waiting = false;
      if (socket.bytesWritten === written && connection.is_open() && socket.writable) connection._write_frame();
    });
  };
}
