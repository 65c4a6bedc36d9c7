import { boolean, binary, isTrue, numberOf, uint } from '#ring2/drift/wire/values';
import { attachFields, linkName } from '#ring2/drift/wire/attach-fields';
import type { Answer } from '#ring2/drift/wire/answers';
import { Link } from '#ring2/drift/wire/link';
import { readOutcome } from '#ring2/drift/wire/outcome';
import { Malformed } from '#ring2/drift/wire/reader';
import { type Session, dispose } from '#ring2/drift/wire/session';
import type { AttachOptions, Fields, WireOutcome, WireSender } from '#ring2/drift/wire/wire';

type SendOptions = NonNullable<Parameters<WireSender['send']>[1]>;

/** Sends on a link as the peer gives credit (AMQP 1.0 part 2.6.7). */
export class SenderWork {
  readonly link: Link;
  private deliveryCount = 0;
  private limit = 0;
  private readonly waiting: Answer<void>[] = [];

  constructor(session: Session, address: string, options: AttachOptions) {
    this.link = new Link(session, linkName(address, options), false, attachFields(address, false, options), this);
  }

  /** When the peer has attached. */
  async attached(): Promise<WireSender> {
    const attach = await this.link.attached;
    return { attach, ended: this.link.ended, detach: () => this.link.detach(), credit: () => this.credit(), send: (payload, options) => this.send(payload, options) };
  }

  onFlow(fields: Fields): void {
    // Absolute: credit from where the peer stood (2.6.7).
    this.limit = (numberOf(fields['delivery-count']) ?? 0) + (numberOf(fields['link-credit']) ?? 0);
    // All look again; those that come too late wait again, in their order.
    if (this.credit() > 0) for (const credit of this.waiting.splice(0)) credit.resolve();
    if (isTrue(fields['drain']) && this.credit() > 0) this.deliveryCount = this.limit;
    if (isTrue(fields['drain']) || isTrue(fields['echo'])) this.link.session.flow(this.state(isTrue(fields['drain'])));
  }

  onTransfer(): void {
    throw new Malformed('a transfer to a sender');
  }

  private credit(): number {
    return Math.max(0, this.limit - this.deliveryCount);
  }

  private state(drain: boolean): Fields {
    return { handle: uint(this.link.handle), 'delivery-count': uint(this.deliveryCount), 'link-credit': uint(this.credit()), drain: boolean(drain) };
  }

  private async send(payload: Uint8Array, { format = 0, settled = false, state }: SendOptions = {}): Promise<WireOutcome> {
    const { session, answers, handle } = this.link;
    while (this.credit() === 0) {
      const credit = answers.expect<void>('credit');
      this.waiting.push(credit);
      await credit.promise;
    }
    this.deliveryCount += 1;
    const id = session.nextDeliveryId;
    session.nextDeliveryId += 1;
    const tag = Buffer.alloc(4);
    tag.writeUInt32BE(id);
    const outcome = settled ? undefined : this.expectOutcome(id);
    const first = { handle: uint(handle), 'delivery-id': uint(id), 'delivery-tag': binary(tag), 'message-format': uint(format), settled: boolean(settled), ...(state && { state }) };
    this.transfer(first, { handle: uint(handle), settled: boolean(settled) }, payload);
    return outcome ?? { outcome: 'none', settled: true };
  }

  /** As many frames as the payload needs; only the first has all the fields. */
  private transfer(first: Fields, later: Fields, payload: Uint8Array): void {
    const { session } = this.link;
    let fields = first;
    let at = 0;
    do {
      const until = Math.min(payload.length, at + session.roomBeside({ ...fields, more: boolean(true) }));
      session.transfer({ ...fields, more: boolean(until < payload.length) }, payload.subarray(at, until));
      at = until;
      fields = later;
    } while (at < payload.length);
  }

  /** A peer that only settles when this side has (second) is answered. */
  private async expectOutcome(id: number): Promise<WireOutcome> {
    const { session, answers } = this.link;
    const answer = answers.expect<WireOutcome>('disposition');
    session.sent.set(id, (fields) => {
      const outcome = readOutcome(fields);
      if (!outcome.settled && outcome.outcome !== 'received') dispose(session, false, id, true, outcome.state);
      answer.resolve(outcome);
    });
    return answer.promise.finally(() => session.sent.delete(id));
  }
}
