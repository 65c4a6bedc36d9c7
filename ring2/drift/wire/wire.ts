import type { Typed } from '#ring2/drift/wire/typed';

/** Where and as whom a wire speaks. `key` signs the tokens for `$cbs`. */
export interface WireAddress {
  host: string;
  port: number;
  transport: 'tcp' | 'websocket';
  /** Without TLS: a development emulator. */
  plain: boolean;
  key: { name: string; key: string };
  /** Certificates to trust beside the system's, in PEM. */
  ca?: string;
}

/** How a link or a connection came to its end, as the peer said; without a condition it went without a word. */
export interface Ending {
  how: 'detached' | 'closed' | 'lost';
  condition?: string;
  text?: string;
}

/** The peer's performative by the names of its fields (AMQP 1.0 part 2.7); absent fields are absent. */
export type Fields = Readonly<Record<string, Typed>>;

export interface AttachOptions {
  /** Default a name of its own. */
  name?: string;
  source?: Fields;
  target?: Fields;
  properties?: Readonly<Record<string, Typed>>;
  /** Filters of the source by name. */
  filter?: Readonly<Record<string, Typed>>;
  /** 0 unsettled, 1 settled, 2 mixed. */
  senderSettleMode?: number;
  /** 0 first, 1 second (peek-lock). */
  receiverSettleMode?: number;
  /** A transaction coordinator in place of the target (AMQP 1.0 part 4.5.1). */
  coordinator?: Fields;
  /** Any other field of the attach; goes over what the options above say. */
  fields?: Fields;
  /** Default true: a token for the entity is put first. */
  authorize?: boolean;
}

/** The state that a disposition carries, with its fields by name. */
export interface WireOutcome {
  /** `none`: settled without a state, or sent settled. Within a transaction, the outcome that its state carries. */
  outcome: 'accepted' | 'rejected' | 'released' | 'modified' | 'received' | 'other' | 'none';
  settled: boolean;
  condition?: string;
  text?: string;
  /** As it came. */
  state?: Typed;
}

export interface WireDelivery {
  id: number;
  tag: Buffer;
  settled: boolean;
  format: number;
  /** The sections as they came: `header`, `delivery-annotations`, `message-annotations`, `properties`, `application-properties`, `data`, `amqp-sequence`, `amqp-value`, `footer`. */
  sections: Readonly<Record<string, Typed>>;
  payload: Buffer;
}

interface WireLink {
  /** What the peer answered to the attach. */
  readonly attach: Fields;
  /** Settles when the peer detaches or the connection ends. */
  readonly ended: Promise<Ending>;
  detach(): Promise<void>;
}

export interface WireSender extends WireLink {
  /** Credit the peer has given and that is left. */
  credit(): number;
  /** One transfer of encoded bytes; settles with the peer's disposition. `format` 0 a message, 0x80013700 a batch. */
  send(payload: Uint8Array, options?: { format?: number; settled?: boolean; state?: Typed }): Promise<WireOutcome>;
}

export interface WireReceiver extends WireLink {
  /** Sends a flow: link-credit is absolute. With `drain`, resolves when the peer has used up or given back the credit; tells what it left. */
  flow(credit: number, options?: { drain?: boolean }): Promise<{ creditLeft: number; drained: boolean }>;
  /** The next delivery; undefined when the peer said that there is none (drained), or after `patienceMs`. */
  receive(patienceMs?: number): Promise<WireDelivery | undefined>;
  /** Sends an unsettled disposition and settles with the peer's answer. `state` is an AMQP delivery state. */
  settle(delivery: WireDelivery, state: Typed): Promise<WireOutcome>;
}

export interface WireAnswer {
  status: number;
  condition?: string;
  description?: string;
  body: Typed;
}

/** One AMQP connection, spoken frame by frame by a codec that is not the emulator's. */
export interface Wire extends AsyncDisposable {
  /** The peer's open, its SASL mechanisms, its first begin. */
  readonly peer: { mechanisms: readonly string[]; open: Fields; begin: Fields };
  readonly ended: Promise<Ending>;
  /** `put-token` on `$cbs`; without a token, one that is right. */
  putToken(entity: string, token?: string): Promise<WireAnswer>;
  /** @throws BusError with the condition when the peer refuses the link */
  attachSender(address: string, options?: AttachOptions): Promise<WireSender>;
  /** @throws BusError with the condition when the peer refuses the link */
  attachReceiver(address: string, options?: AttachOptions): Promise<WireReceiver>;
  /** An operation of `<entity>/$management`, `com.microsoft:` included in its name. */
  manage(entity: string, operation: string, body: Typed, properties?: Readonly<Record<string, Typed>>): Promise<WireAnswer>;
  /** A round trip: when it settles the peer has read all that was written before. */
  sync(): Promise<void>;
  /** Ends the connection with a reset, without a word of AMQP. */
  drop(): void;
  close(): Promise<void>;
}
