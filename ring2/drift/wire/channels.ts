import type { Answer } from '#ring2/drift/wire/answers';
import type { Line } from '#ring2/drift/wire/line';
import { Malformed } from '#ring2/drift/wire/reader';
import { numberOf, uint } from '#ring2/drift/wire/values';
import type { Fields } from '#ring2/drift/wire/wire';

/** Transfers that the peer may send before it hears of room again. */
export const INCOMING_WINDOW = 5_000;

interface Channel {
  number: number;
  begun: Answer<Fields>;
  ended?: Answer<Fields>;
}

/** Sessions begin and end on channels; either side numbers its own (AMQP 1.0 part 2.5.1). */
export class Channels {
  private readonly line: Line;
  private readonly mine = new Map<number, Channel>();
  private readonly theirs = new Map<number, Channel>();

  constructor(line: Line) {
    this.line = line;
  }

  /** Begins a session on the lowest free channel. */
  begin(): { number: number; answer: Promise<Fields> } {
    let number = 0;
    while (this.mine.has(number)) number += 1;
    const begun = this.line.answers.expect<Fields>('begin');
    this.mine.set(number, { number, begun });
    this.line.send(number, 'begin', { 'next-outgoing-id': uint(0), 'incoming-window': uint(INCOMING_WINDOW), 'outgoing-window': uint(INCOMING_WINDOW), 'handle-max': uint(4_294_967_295) });
    return { number, answer: begun.promise };
  }

  /** Settles with the peer's end. */
  async end(number: number): Promise<void> {
    const channel = this.mine.get(number);
    if (!channel) return;
    channel.ended = this.line.answers.expect<Fields>('end');
    this.line.send(number, 'end', {});
    await channel.ended.promise;
  }

  /** This side's channel for the peer's. */
  mineOf(theirs: number): number {
    const channel = this.theirs.get(theirs);
    if (!channel) throw new Malformed(`a frame on channel ${theirs}, where the peer began no session`);
    return channel.number;
  }

  /** Takes the peer's begin; returns this side's channel. */
  begun(theirs: number, fields: Fields): number {
    const channel = this.mine.get(numberOf(fields['remote-channel']) ?? -1);
    if (!channel || this.theirs.has(theirs)) throw new Malformed(`a begin on channel ${theirs} that nobody asked for`);
    this.theirs.set(theirs, channel);
    channel.begun.resolve(fields);
    return channel.number;
  }

  /** Answers the peer's end, or takes it as the answer. */
  finished(theirs: number, fields: Fields): void {
    const channel = this.theirs.get(theirs);
    if (!channel) throw new Malformed(`an end on channel ${theirs}, where the peer began no session`);
    this.theirs.delete(theirs);
    this.mine.delete(channel.number);
    if (channel.ended) channel.ended.resolve(fields);
    else this.line.send(channel.number, 'end', {});
  }
}
