import type { Driver } from '#ring2/drift/driver';

/**
 * What a client library may not offer. A scenario that asks for it all the same is inconclusive with the library's reason:
 * the bus was not asked.
 */
export type Feature =
  /** Properties given with an abandon, a deferral or a dead-lettering. */
  | 'settlement-properties'
  /** Rules over the data connection. */
  | 'rules'
  /** Settling a message when the receiver that received it is closed. */
  | 'settlement-after-close'
  /** Sending what is larger than the link says that it takes. */
  | 'oversized-messages'
  /** Peeking where no plain receiver is let in: an entity with sessions, one that forwards. */
  | 'peek-without-receiving'
  /** Whole numbers of more than 32 bits as properties. */
  | 'wide-whole-numbers';

/** A feature that a client declares not to offer. An alias: it is stored in reports. */
export type NotOffered = { driver: string; feature: Feature; reason: string };

/** Where a client connects, and how long it waits. */
export interface ConnectOptions extends Pick<Driver, 'admin' | 'wire'> {
  connectionString: string;
  /** Without a port. */
  host: string;
  port: number;
  transport: 'tcp' | 'websocket';
  /** Without TLS. */
  plain: boolean;
  /** How long a receive waits for a message that ought to be there. */
  patienceMs: number;
  /** How long it waits where nothing is expected. */
  briefMs: number;
  /** How long any answer may take beyond that. */
  answerMs: number;
  signal?: AbortSignal;
  clock: Pick<Driver, 'now' | 'wait'>;
  /** Removes secrets from a text. */
  clean: (text: string) => string;
}

/** One client of a library, connected to one target; each run takes a driver from it and gives its links back. */
export interface Client {
  driver(): Driver & { leave(): Promise<void> };
  close(): Promise<void>;
}

/** A library that is ready: for one in another language, its program runs. */
export interface OpenLibrary {
  version: string;
  connect(options: ConnectOptions): Promise<Client>;
  close(): Promise<void>;
}

/** A client library that can play scenarios. */
export interface ClientLibrary {
  name: string;
  /** Features it does not offer, with the reason that a user reads. */
  lacks: Readonly<Partial<Record<Feature, string>>>;
  /** How many scenarios it plays at once where a target takes that: a client that mostly waits has time for more. */
  jobs: number;
  /** @throws RingproofError `RP_PREREQUISITE` when something it needs is not installed */
  open(): Promise<OpenLibrary>;
}
