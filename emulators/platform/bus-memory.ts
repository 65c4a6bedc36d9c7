import type { Bus, BusMessage, Delivery, Settlement } from '#emulators/platform/bus';

type Handler = (delivery: Delivery) => Promise<Settlement>;

export interface DeadLetter {
  entity: string;
  reason: string;
  description: string;
}

export interface MemoryBus extends Bus {
  readonly deadLetters: readonly DeadLetter[];
  /** Everything that was sent, in order. */
  readonly sent: readonly { entity: string; message: BusMessage }[];
  /** Delivers until nobody has anything left to do. A handler that throws is an error here: nothing is tried again. */
  settle(): Promise<void>;
}

/**
 * A bus inside the process, for flows of one process: each queue in order, one delivery at a time, and only when `settle` is called. It
 * has no locks, no redelivery and no duplicates; what relies on those needs the Service Bus emulator.
 */
export function memoryBus(): MemoryBus {
  const queues = new Map<string, BusMessage[]>();
  const handlers = new Map<string, Handler>();
  const sent: { entity: string; message: BusMessage }[] = [];
  const deadLetters: DeadLetter[] = [];
  const deliver = async (entity: string, message: BusMessage, handle: Handler) => {
    const settlement = await handle({ ...structuredClone(message), deliveryCount: 0, lockedUntil: undefined, enqueuedAt: undefined });
    if (settlement.kind === 'dead-letter') deadLetters.push({ entity, reason: settlement.reason, description: settlement.description });
  };
  return {
    sent, deadLetters,
    async send(entity, message) {
      sent.push({ entity, message: structuredClone(message) });
      queues.set(entity, [...(queues.get(entity) ?? []), structuredClone(message)]);
    },
    consume(entity, handler) {
      handlers.set(entity, handler);
      return { close: async () => void handlers.delete(entity) };
    },
    async settle() {
      for (;;) {
        const next = [...handlers].find(([entity]) => (queues.get(entity)?.length ?? 0) > 0);
        const message = next && queues.get(next[0])?.shift();
        if (!next || !message) return;
        await deliver(next[0], message, next[1]);
      }
    },
    close: async () => undefined,
  };
}
