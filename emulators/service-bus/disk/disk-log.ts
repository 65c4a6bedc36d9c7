import type { GroupCommit } from '#emulators/service-bus/disk/group-commit';
import type { Log } from '#emulators/service-bus/state/log';
import type { Message } from '#emulators/service-bus/state/message';

/** About what a message takes in a file: the same when it comes and when it goes. */
export const recordSize = ({ content }: Pick<Message, 'content'>): number => 200 + content.bare.length + content.annotations.bytes.length;

/** How much of the files is still true. */
export interface Usage { live: number }

/** Writes down what state tells; `define` gives the definitions of all entities when they changed. */
export function diskLog(commit: GroupCommit, usage: Usage, define: () => string): Log {
  return {
    stored(queue, message) {
      usage.live += recordSize(message);
      commit.records.stored(queue.name, message);
    },
    changed: (queue, message) => commit.records.changed(queue.name, message.sequenceNumber, message),
    removed(queue, message) {
      usage.live -= recordSize(message);
      commit.records.removed(queue.name, message.sequenceNumber);
    },
    sessionState: (queue, { id, state, stateUpdatedAt }) => commit.records.session(queue.name, id, state, stateUpdatedAt),
    emptied(queue) {
      for (const message of queue.messages.values()) usage.live -= recordSize(message);
      commit.records.emptied(queue.name);
    },
    redefined: () => commit.records.entities(define()),
  };
}
