import type { RecordSink } from '#emulators/service-bus/disk/records';
import type { SavedMessage, SavedQueue } from '#emulators/service-bus/state/saved';

/** What the files say that was there when the process ended. */
export interface Contents {
  readonly queues: ReadonlyMap<string, SavedQueue>;
  /** The definitions of all entities as JSON text; undefined in an empty directory. */
  readonly entities: string | undefined;
}

/** Folds records into contents. Each is absolute, so that one which is replayed over a later state does no harm. */
export function contentsSink(): RecordSink & { contents(): Contents; ended(): boolean } {
  const queues = new Map<string, SavedQueue>();
  let entities: string | undefined;
  let ended = false;
  const queue = (path: string): SavedQueue => {
    const known = queues.get(path);
    if (known) return known;
    const made: SavedQueue = { lastSequenceNumber: 0, messages: new Map(), sessions: new Map() };
    queues.set(path, made);
    return made;
  };
  const count = (one: SavedQueue, number: number) => { one.lastSequenceNumber = Math.max(one.lastSequenceNumber, number); };
  return {
    stored(path, message) {
      const one = queue(path);
      one.messages.set(message.sequenceNumber, message);
      count(one, message.sequenceNumber);
    },
    changed(path, sequenceNumber, change) {
      const message: SavedMessage | undefined = queue(path).messages.get(sequenceNumber);
      if (message) Object.assign(message, change);
    },
    removed: (path, sequenceNumber) => void queue(path).messages.delete(sequenceNumber),
    emptied(path) {
      queue(path).messages.clear();
      queue(path).sessions.clear();
    },
    session(path, { id, state, stateUpdatedAt }) {
      if (state === null) queue(path).sessions.delete(id);
      else queue(path).sessions.set(id, { id, state, stateUpdatedAt });
    },
    counter: (path, last) => count(queue(path), last),
    entities: (json) => { entities = json; },
    end: () => { ended = true; },
    contents: () => ({ queues, entities }),
    ended: () => ended,
  };
}
