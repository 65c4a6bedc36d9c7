import { type JsonObject, isObject } from '#core/json';
import { text } from '#ring2/drift/drivers/program/read';
import { fromProgramMessage } from '#ring2/drift/drivers/program/values';
import type { SeenMessage } from '#ring2/drift/message';

/** What was received, with the program's handle for it. */
export interface Held {
  received: (ok: JsonObject) => SeenMessage | undefined;
  handleOf: (message: SeenMessage) => string;
}

export function createHeld(): Held {
  const handles = new WeakMap<SeenMessage, string>();
  return {
    received({ received }) {
      if (!isObject(received)) return undefined;
      const message = fromProgramMessage(received['message']);
      handles.set(message, text('handle')(received));
      return message;
    },
    handleOf(message) {
      const handle = handles.get(message);
      if (handle === undefined) throw new Error('a scenario settles a message that it did not receive from this driver');
      return handle;
    },
  };
}
