import type { Message } from '#emulators/service-bus/state/message';
import { ReadyList } from '#emulators/service-bus/state/ready-list';

/** Who holds a session: told when there is something to receive and when the lock is gone. */
export interface SessionHolder {
  wake(): void;
  lost(): void;
}

export interface Session {
  readonly id: string;
  readonly ready: ReadyList;
  /** Locked by the holder, in order of delivery. */
  readonly delivered: Set<Message>;
  state: Uint8Array | null;
  stateUpdatedAt: number;
  held?: { readonly holder: SessionHolder; until: number } | undefined;
}

export const newSession = (id: string): Session =>
  ({ id, ready: new ReadyList(), delivered: new Set(), state: null, stateUpdatedAt: 0 });
