import type { BrokerConnection, Performative } from '#emulators/service-bus/amqp/rhea/internals';

/** The number of fields of each performative, by descriptor (AMQP 1.0 part 2, §2.7). */
const FIELDS: Partial<Record<number, number>> = {
  0x10: 10, 0x11: 8, 0x12: 14, 0x13: 11, 0x14: 11, 0x15: 6, 0x16: 3, 0x17: 1, 0x18: 1,
};

/** Python's client reads fields by position and fails on a list that ends early, as the specification lets it. */
export function padPerformatives(connection: BrokerConnection): void {
  const write = connection._write_frame.bind(connection);
  connection._write_frame = (channel?: number, frame?: Performative, payload?: Buffer) => {
    if (frame) pad(frame);
    write(channel, frame, payload);
  };
}

function pad(frame: Performative): void {
  const fields = FIELDS[frame.constructor.descriptor?.numeric ?? 0] ?? 0;
  while (frame.value.length < fields) frame.value.push(undefined);
}
