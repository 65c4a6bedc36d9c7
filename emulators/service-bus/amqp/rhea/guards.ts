import { checkCounts, codeAt } from '#emulators/service-bus/amqp/codec/walk';
import { checkFields } from '#emulators/service-bus/amqp/rhea/frame-fields';
import type { BrokerConnection, ByteStream, GuardedConnection, Transport } from '#emulators/service-bus/amqp/rhea/internals';

/** Announced in our open; a peer must not send a larger frame (AMQP 1.0 part 2, §2.7.1). */
export const MAX_FRAME_SIZE = 65_536;

/** Announced too: the JavaScript SDK opens one session for each link. */
export const CHANNEL_MAX = 4999;
/** No peer may ask for smaller frames (AMQP 1.0 part 2, §2.7.1). */
const MIN_FRAME_SIZE = 512;
/** A heartbeat more often than this would be a load of its own. */
const MIN_IDLE_MS = 50;
/** Beyond it Node's timers fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Keeps a hostile or broken peer's damage to its own connection: oversized frames, impossible element counts and
 * anything that makes rhea throw outside its own handlers end that connection and nothing else. `afterInput` is called
 * when a chunk has been acted on.
 */
export function guardConnection(connection: BrokerConnection, stream: ByteStream, afterInput: () => void): void {
  const input = connection.input.bind(connection);
  let over = false;
  connection.input = (chunk: Buffer) => {
    // rhea goes on reading what comes behind an error.
    if (over) return;
    input(chunk);
    over = connection.saved_error !== undefined;
    if ((connection.frame_size ?? 0) > MAX_FRAME_SIZE) stream.destroy();
    afterInput();
  };
  const act = connection._process.bind(connection);
  connection._process = () => {
    try {
      act();
    } catch {
      stream.destroy();
    }
  };
  guardHandshakes(connection as unknown as GuardedConnection);
}

function guardHandshakes(connection: GuardedConnection): void {
  const onOpen = connection.on_open.bind(connection);
  connection.on_open = (frame) => {
    const { max_frame_size: size, idle_time_out: idle } = frame.performative;
    if (size !== null && size !== undefined && size < MIN_FRAME_SIZE) throw new Error(`Frames of ${size} bytes are too small.`);
    if (idle && idle < MIN_IDLE_MS) throw new Error(`An idle time-out of ${idle} ms is too short.`);
    if (idle && idle / 2 > MAX_TIMER_MS) frame.performative.idle_time_out = MAX_TIMER_MS;
    onOpen(frame);
  };
  const onBegin = connection.on_begin.bind(connection);
  connection.on_begin = (frame) => {
    // rhea would make a session for each, and for ever more of them on the same channel.
    if (frame.channel > CHANNEL_MAX) throw new Error(`Channel ${frame.channel} is above the announced maximum.`);
    if (connection.remote_channel_map[frame.channel]?.is_remote_open()) throw new Error(`Channel ${frame.channel} has a session.`);
    onBegin(frame);
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
      if (end - offset > MAX_FRAME_SIZE) throw new Error('A frame is larger than the announced maximum.');
      if (end > buffer.length) break;
      if (end < offset + 8) throw new Error(`A frame cannot have ${end - offset} bytes.`);
      const body = offset + codeAt(buffer, offset + 4) * 4;
      if (body < end) {
        const frame = buffer.subarray(0, end);
        checkCounts(frame, body);
        checkFields(frame, body);
      }
      offset = end;
    }
    return read(buffer);
  };
}
