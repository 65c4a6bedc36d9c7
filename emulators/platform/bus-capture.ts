import type { Bus, BusMessage } from '#emulators/platform/bus';
import type { ProducedMessage } from '#emulators/platform/http/control';

export interface CaptureBus extends Bus {
  readonly sent: readonly { entity: string; message: BusMessage }[];
}

/** Goes nowhere and remembers what was sent: how a message contract sees what the real operation would put on the bus. */
export function captureBus(): CaptureBus {
  const sent: { entity: string; message: BusMessage }[] = [];
  return {
    sent,
    send: async (entity, message) => void sent.push({ entity, message: structuredClone(message) }),
    consume: () => ({ close: async () => undefined }),
    close: async () => undefined,
  };
}

/** The one message an operation sent. @throws Error when it sent none */
export function onlyMessage(bus: CaptureBus): ProducedMessage {
  const [first] = bus.sent;
  if (!first) throw new Error('the operation sent no message');
  const { body, contentType, properties } = first.message;
  return { contents: body, contentType, destination: first.entity, properties };
}
