import type { BusError } from '#ring2/drift/driver';
import { INCOMING_WINDOW } from '#ring2/drift/wire/channels';
import { FRAME_HEAD } from '#ring2/drift/wire/frames';
import { encode } from '#ring2/drift/wire/encode';
import type { Line } from '#ring2/drift/wire/line';
import { type Composite, composite } from '#ring2/drift/wire/performatives';
import { Malformed } from '#ring2/drift/wire/reader';
import type { Typed } from '#ring2/drift/wire/typed';
import { boolean, isTrue, numberOf, uint } from '#ring2/drift/wire/values';
import type { Ending, Fields } from '#ring2/drift/wire/wire';

/** What a session tells a link of. */
export interface LinkEnd {
  readonly name: string;
  readonly isReceiver: boolean;
  onAttach(fields: Fields): void;
  onFlow(fields: Fields): void;
  onTransfer(fields: Fields, payload: Buffer): void;
  onDetach(fields: Fields): void;
  onOver(error: BusError, ending: Ending): void;
}

type Settled = (fields: Fields) => void;

/** One AMQP session: its windows, the handles of its links, the ids of its deliveries (AMQP 1.0 part 2.5, 2.6). */
export class Session {
  readonly line: Line;
  /** Deliveries without a settled answer, by id. */
  readonly sent = new Map<number, Settled>();
  readonly received = new Map<number, Settled>();
  nextDeliveryId = 0;
  private readonly channel: number;
  private readonly maxFrameSize: number;
  private readonly mine = new Map<number, LinkEnd>();
  private readonly theirs = new Map<number, LinkEnd>();
  private nextOutgoingId = 0;
  private nextIncomingId: number;
  private unannounced = 0;
  private overBy: BusError | undefined;
  private room: number;
  private readonly outbox: { fields: Fields; payload: Uint8Array }[] = [];

  constructor(line: Line, channel: number, begin: Fields, maxFrameSize: number) {
    this.line = line;
    this.channel = channel;
    this.maxFrameSize = maxFrameSize;
    this.nextIncomingId = numberOf(begin['next-outgoing-id']) ?? 0;
    this.room = numberOf(begin['incoming-window']) ?? 0;
    line.onOver.add((error, ending) => this.over(error, ending));
  }

  /** The lowest free handle. @throws BusError when the session has ended */
  enter(link: LinkEnd): number {
    if (this.overBy) throw this.overBy;
    let handle = 0;
    while (this.mine.has(handle)) handle += 1;
    this.mine.set(handle, link);
    return handle;
  }

  send(name: string, fields: Readonly<Record<string, Typed | undefined>>): void {
    this.line.send(this.channel, name, fields);
  }

  /** A flow says where the session stands, and with `link` where a link does. */
  flow(link: Fields = {}): void {
    this.unannounced = 0;
    this.send('flow', {
      'next-incoming-id': uint(this.nextIncomingId), 'incoming-window': uint(INCOMING_WINDOW),
      'next-outgoing-id': uint(this.nextOutgoingId), 'outgoing-window': uint(INCOMING_WINDOW), ...link,
    });
  }

  /** Bytes of a payload that fit beside a transfer of these fields. */
  roomBeside(fields: Fields): number {
    return this.maxFrameSize - FRAME_HEAD - encode(composite('transfer', fields)).length;
  }

  /** Goes when the peer's window has room for it. */
  transfer(fields: Fields, payload: Uint8Array): void {
    this.outbox.push({ fields, payload });
    this.pump();
  }

  /** The peer's performative. @throws Malformed when it makes no sense */
  take({ name, fields }: Composite, payload: Buffer): void {
    switch (name) {
      case 'attach': return this.attached(fields);
      case 'flow': return this.flowed(fields);
      case 'transfer': return this.transferred(fields, payload);
      case 'disposition': return this.disposed(fields);
      case 'detach': return this.detached(fields);
      default: throw new Malformed(`${name} within a session`);
    }
  }

  over(error: BusError, ending: Ending): void {
    this.overBy ??= error;
    for (const link of this.mine.values()) link.onOver(error, ending);
    this.mine.clear();
    this.theirs.clear();
    this.outbox.length = 0;
  }

  private pump(): void {
    for (; this.room > 0; this.room -= 1) {
      const next = this.outbox.shift();
      if (!next) return;
      this.nextOutgoingId = (this.nextOutgoingId + 1) >>> 0;
      this.line.send(this.channel, 'transfer', next.fields, next.payload);
    }
  }

  private attached(fields: Fields): void {
    const handle = numberOf(fields['handle']) ?? -1;
    const isReceiver = !isTrue(fields['role']);
    const link = [...this.mine.values()].find((one) => fields['name']?.type === 'string' && one.name === fields['name'].value && one.isReceiver === isReceiver);
    if (!link || this.theirs.has(handle)) throw new Malformed(`an attach of handle ${handle} that nobody asked for`);
    this.theirs.set(handle, link);
    link.onAttach(fields);
  }

  private flowed(fields: Fields): void {
    // The peer may not have seen the begin yet: then it counts from the first id (2.5.6).
    const seen = numberOf(fields['next-incoming-id']) ?? 0;
    this.room = Math.max(0, seen + (numberOf(fields['incoming-window']) ?? 0) - this.nextOutgoingId);
    if (fields['handle']) this.linkOf(fields).onFlow(fields);
    else if (isTrue(fields['echo'])) this.flow();
    this.pump();
  }

  private transferred(fields: Fields, payload: Buffer): void {
    this.nextIncomingId = (this.nextIncomingId + 1) >>> 0;
    this.unannounced += 1;
    this.linkOf(fields).onTransfer(fields, payload);
    if (this.unannounced >= INCOMING_WINDOW / 2) this.flow();
  }

  /** Over those that wait, not over the range: a hostile range is long. */
  private disposed(fields: Fields): void {
    const first = numberOf(fields['first']) ?? 0;
    const last = numberOf(fields['last']) ?? first;
    const waiting = isTrue(fields['role']) ? this.sent : this.received;
    for (const [id, settled] of [...waiting]) if (id >= first && id <= last) settled(fields);
  }

  private detached(fields: Fields): void {
    const link = this.linkOf(fields);
    this.theirs.delete(numberOf(fields['handle']) ?? -1);
    for (const [handle, one] of this.mine) if (one === link) this.mine.delete(handle);
    link.onDetach(fields);
  }

  private linkOf(fields: Fields): LinkEnd {
    const link = this.theirs.get(numberOf(fields['handle']) ?? -1);
    if (!link) throw new Malformed(`the handle ${numberOf(fields['handle'])}, which is not attached`);
    return link;
  }
}

/** A disposition of one delivery. `fromReceiver`: of one that this side received. */
export function dispose(session: Session, fromReceiver: boolean, id: number, settled: boolean, state: Typed | undefined): void {
  session.send('disposition', { role: boolean(fromReceiver), first: uint(id), last: uint(id), settled: boolean(settled), state });
}
