import type { Connection, Delivery, Receiver, Sender, Session, Typed } from 'rhea';
import type { LinkTimer } from '#emulators/service-bus/state/idleness';

// The parts of rhea 3.0.5 that its types do not name and that a broker, unlike a client, must reach.

/** A performative on its way in or out: its fields by position, null or a hole where absent. */
export interface Performative {
  value: unknown[];
  constructor: { descriptor?: { numeric: number } };
  message_format?: number | null;
}
export interface TransferFrame { performative: Performative & { handle: number; delivery_id?: number | null }; payload?: Buffer }
export interface DispositionFrame { performative: Performative & { role: boolean; first: number; last: number | null; state?: Typed | null } }

export interface ChannelFrame { channel: number }
export interface OpenFrame { performative: { max_frame_size?: number | null; idle_time_out?: number | null } }
export interface AttachFrame { performative: { name: string; handle: number } }
export interface FlowFrame { performative: { delivery_count?: number | null; link_credit?: number | null } }

export interface Transport {
  read(buffer: Buffer): number;
  write(stream: Pick<ByteStream, 'write'>): void;
}

/** What rhea needs of a socket: a TCP socket has it, a WebSocket is given it. */
export interface ByteStream {
  on(event: 'data' | 'error' | 'end' | 'drain', handler: (argument?: unknown) => void): unknown;
  write(data: Buffer): unknown;
  end(): unknown;
  destroy(): unknown;
  /** How many written bytes wait; `drain` is told when there are none any more. */
  readonly writableLength?: number;
  pause?(): unknown;
  resume?(): unknown;
  get_id_string?(): string;
}

export interface BrokerConnection extends Connection {
  accept(stream: ByteStream): void;
  input(chunk: Buffer): void;
  _process(): void;
  _disconnected(error?: unknown): void;
  _write_frame(channel?: number, frame?: Performative, payload?: Buffer): void;
  /** What ended the reading of input. */
  saved_error?: unknown;
  /** Set while a frame is incomplete: the size that it announced. */
  frame_size?: number;
  amqp_transport: Transport;
  sasl_transport?: { transport?: Transport; transports?: Record<number, { transport?: Transport }> };
}

/** Any of them may be the first sign that a connection is over. */
export const CONNECTION_ENDS = ['connection_close', 'connection_error', 'disconnected'];

interface Ring { get_head(): { id: number } | undefined; get_tail(): { id: number } | undefined; by_id(id: number): (BrokerDelivery & { data: Buffer[] }) | undefined }

/** What a guard replaces of a connection; rhea's types have these members, wrongly. */
export interface GuardedConnection {
  on_open(frame: OpenFrame): void;
  on_begin(frame: ChannelFrame): void;
  remote_channel_map: Partial<Record<number, Session>>;
}

/** The same of a session. */
export interface GuardedSession {
  links: Record<string, BrokerLink | undefined>;
  local: { begin: { handle_max: number }; handles: Record<number, unknown> };
  remote: { handles: Record<number, BrokerLink | undefined> };
  on_attach(frame: AttachFrame): void;
  remove_link(link: BrokerLink): void;
  create_sender(name: string): BrokerSender;
}

export interface BrokerSession extends Session {
  incoming: {
    on_transfer(frame: TransferFrame, receiver: Receiver): void; next_transfer_id: number; next_delivery_id?: number;
    deliveries: Ring; updated: BrokerDelivery[]; process(session: unknown): void;
  };
  outgoing: {
    next_delivery_id: number; next_pending_delivery: number; available(): number; process(): void; deliveries: Ring;
    pending_dispositions: BrokerDelivery[]; update(delivery: BrokerDelivery, settled: boolean, state?: Typed): void;
  };
  local: { begin: { handle_max: number } };
  on_attach(frame: { performative: Performative }): void;
  on_disposition(frame: DispositionFrame): void;
  connection: BrokerConnection;
}

interface LocalAttach { snd_settle_mode: number; rcv_settle_mode: number; max_message_size: number; properties: Record<string, unknown> }
interface LinkInternals {
  session: BrokerSession;
  connection: BrokerConnection;
  local: { attach: LocalAttach; handle: number };
  remote: { attach: object };
  state: { local_open: boolean; remote_open: boolean; open_requests: number };
  credit: number;
  _draining: boolean;
  _drained: boolean;
  delivery_count: number;
  _get_drain(): boolean;
  on_flow(frame: FlowFrame): void;
  /** Told of every use. Ours, not rhea's. */
  timer?: LinkTimer;
}
export type BrokerSender = Sender & LinkInternals;
export type BrokerReceiver = Receiver & LinkInternals & { _incomplete?: { frames: Buffer[] };
  /** The size of the message being received when it is too large to keep, else 0. Ours too. */
  oversized?: number;
  /** The message being received belongs to a transaction. Ours too. */
  transactional?: boolean;
  /** The largest message that it takes. Ours too. */
  max_size?: number;
};
export type BrokerLink = BrokerSender | BrokerReceiver;

/** Assignable once the broker has settled: rhea keeps a delivery until both ends have. */
export type BrokerDelivery = { -readonly [Key in keyof Delivery]: Delivery[Key] } & {
  remote_state?: { value?: (Typed | undefined)[] };
  /** What is sent to a receiver, by frame. */
  data?: Buffer[];
};
