import type { Connection, Delivery, Receiver, Sender, Session, Typed } from 'rhea';

// The parts of rhea 3.0.5 that its types do not name and that a broker, unlike a client, must reach.

/** A performative on its way in or out: its fields by position, null or a hole where absent. */
export interface Performative {
  value: unknown[];
  constructor: { descriptor?: { numeric: number } };
  message_format?: number | null;
}
export interface TransferFrame { performative: Performative & { handle: number }; payload?: Buffer }
export interface DispositionFrame { performative: Performative & { role: boolean; first: number; last: number | null } }

export interface Transport { read(buffer: Buffer): number }

/** What rhea needs of a socket: a TCP socket has it, a WebSocket is given it. */
export interface ByteStream {
  on(event: 'data' | 'error' | 'end', handler: (argument?: unknown) => void): unknown;
  write(data: Buffer): unknown;
  end(): unknown;
  destroy(): unknown;
  get_id_string?(): string;
}

export interface BrokerConnection extends Connection {
  accept(stream: ByteStream): void;
  input(chunk: Buffer): void;
  _process(): void;
  _disconnected(error?: unknown): void;
  _write_frame(channel?: number, frame?: Performative, payload?: Buffer): void;
  /** Set while a frame is incomplete: the size that it announced. */
  frame_size?: number;
  amqp_transport: Transport;
  sasl_transport?: { transport?: Transport; transports?: Record<number, { transport?: Transport }> };
}

export interface BrokerSession extends Session {
  incoming: { on_transfer(frame: TransferFrame, receiver: Receiver): void; updated: BrokerDelivery[]; process(session: unknown): void };
  outgoing: {
    next_delivery_id: number; next_pending_delivery: number; available(): number; process(): void;
    deliveries: { by_id(id: number): BrokerDelivery | undefined }; pending_dispositions: BrokerDelivery[]; update(delivery: BrokerDelivery, settled: boolean, state?: Typed): void;
  };
  local: { begin: { handle_max: number } };
  on_disposition(frame: DispositionFrame): void;
  connection: BrokerConnection;
}

interface LocalAttach { snd_settle_mode: number; rcv_settle_mode: number; max_message_size: number; properties: Record<string, unknown> }
interface LinkInternals {
  session: BrokerSession;
  connection: BrokerConnection;
  local: { attach: LocalAttach };
  state: { local_open: boolean; open_requests: number };
  credit: number;
  _draining: boolean;
}
export type BrokerSender = Sender & LinkInternals;
export type BrokerReceiver = Receiver & LinkInternals & { _incomplete?: { frames: Buffer[] };
  /** The size of the message being received when it is too large to keep, else 0. Ours, not rhea's. */
  oversized?: number;
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
