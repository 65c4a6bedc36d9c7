import type { QueueConfig, TopicConfig } from '#emulators/service-bus/index';

/** What a client's program printed: plain JSON. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** One thing that every client must show, in a form that no client's own types, words or habits of counting are part of. */
export interface Behaviour {
  id: string;
  /** One sentence: what must be seen. */
  sentence: string;
  expected: Json;
  /** A queue named as the behaviour, with these options; each behaviour has its own, so that one red one reddens no other. */
  queue?: Omit<QueueConfig, 'name'>;
  /** Instead of the queue. */
  topic?: Omit<TopicConfig, 'name'>;
}

/**
 * The words for refusals, whatever a client calls them: `lock-lost`, `not-found`, `session-locked`, `already-exists`, `too-large`,
 * `timeout`, `bad-request`, `not-implemented`. Anything else is printed as the client said it, and so fits nothing here.
 * Delivery counts are of earlier deliveries: the first delivery has 0, as on the wire; Go and .NET count from one.
 */
