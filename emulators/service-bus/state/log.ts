import type { Message } from '#emulators/service-bus/state/message';
import type { Session } from '#emulators/service-bus/state/session';

/** What the log sees of a queue. */
export interface Logged { readonly name: string; readonly messages: ReadonlyMap<number, Message> }

/**
 * Told of everything that must outlive the process, as facts about one message or session: replayed in order, and even
 * over a later state, they give the same contents. Locks are not among them: a restart ends every lock.
 */
export interface Log {
  /** A message came into a queue; called before any receiver can have it. */
  stored(queue: Logged, message: Message): void;
  /** Its delivery count, state or properties are others now. */
  changed(queue: Logged, message: Message): void;
  removed(queue: Logged, message: Message): void;
  sessionState(queue: Logged, session: Session): void;
  /** Everything in the queue was forgotten. */
  emptied(queue: Logged): void;
  /** An entity was made, updated or deleted, or a rule of one. */
  redefined(): void;
}

const nothing = () => undefined;
/** In memory only. */
export const NO_LOG: Log = { stored: nothing, changed: nothing, removed: nothing, sessionState: nothing, emptied: nothing, redefined: nothing };
