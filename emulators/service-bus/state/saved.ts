import type { Message } from '#emulators/service-bus/state/message';

/** A message as it outlives the process: without its lock. */
export type SavedMessage = Omit<Message, 'lock' | 'gone'>;
/** What may change in a message while it stays in its queue. */
export type MessageChange = Pick<Message, 'deliveryCount' | 'state' | 'properties'>;

export interface SavedSession { readonly id: string; readonly state: Uint8Array; readonly stateUpdatedAt: number }

export interface SavedQueue {
  lastSequenceNumber: number;
  readonly messages: Map<number, SavedMessage>;
  readonly sessions: Map<string, SavedSession>;
}
