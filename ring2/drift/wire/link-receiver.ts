import { type Answer } from '#ring2/drift/wire/answers';
import { attachFields, linkName } from '#ring2/drift/wire/attach-fields';
import { Assembly } from '#ring2/drift/wire/assembly';
import { Link } from '#ring2/drift/wire/link';
import { readOutcome } from '#ring2/drift/wire/outcome';
import { type Session, dispose } from '#ring2/drift/wire/session';
import type { Typed } from '#ring2/drift/wire/typed';
import { boolean, isTrue, numberOf, uint } from '#ring2/drift/wire/values';
import type { AttachOptions, Fields, WireDelivery, WireOutcome, WireReceiver } from '#ring2/drift/wire/wire';

/** Receives on a link: gives credit, gathers transfers, settles (AMQP 1.0 part 2.6.7 to 2.6.12). */
export class ReceiverWork {
  readonly link: Link;
  private readonly assembly = new Assembly();
  private readonly queue: WireDelivery[] = [];
  private readonly readers: ((delivery: WireDelivery | undefined) => void)[] = [];
  /** Deliveries so far by the peer's count, and those that it may have reached. */
  private deliveryCount = 0;
  private limit = 0;
  private isDrained = false;
  private draining: Answer<{ creditLeft: number; drained: boolean }> | undefined;

  constructor(session: Session, address: string, options: AttachOptions) {
    this.link = new Link(session, linkName(address, options), true, attachFields(address, true, options), this);
    void this.link.ended.then(() => this.readers.splice(0).forEach((read) => read(undefined)));
  }

  /** When the peer has attached. */
  async attached(): Promise<WireReceiver> {
    const attach = await this.link.attached;
    this.deliveryCount = this.limit = numberOf(attach['initial-delivery-count']) ?? 0;
    return {
      attach, ended: this.link.ended, detach: () => this.link.detach(),
      flow: (credit, options) => this.flow(credit, options?.drain ?? false),
      receive: (patienceMs) => this.receive(patienceMs ?? this.link.answers.ms),
      settle: (delivery, state) => this.settle(delivery, state),
    };
  }

  onFlow(fields: Fields): void {
    const isDrain = isTrue(fields['drain']);
    const creditLeft = Math.max(0, this.limit - this.deliveryCount);
    // A sender that drains gives back credit by counting it as used, and one that does not count says so by a credit of 0.
    const count = numberOf(fields['delivery-count']) ?? this.deliveryCount;
    const isUsedUp = count >= this.limit || numberOf(fields['link-credit']) === 0;
    this.deliveryCount = count;
    if (isDrain && isUsedUp) this.endDrain({ creditLeft, drained: true });
    if (isTrue(fields['echo'])) this.sendFlow(false);
  }

  onTransfer(fields: Fields, payload: Buffer): void {
    const delivery = this.assembly.add(fields, payload);
    if (delivery === 'incomplete') return;
    this.deliveryCount += 1;
    if (delivery !== 'aborted') {
      const reader = this.readers.shift();
      if (reader) reader(delivery);
      else this.queue.push(delivery);
    }
    if (this.draining && this.deliveryCount >= this.limit) this.endDrain({ creditLeft: 0, drained: false });
  }

  private endDrain(result: { creditLeft: number; drained: boolean }): void {
    this.isDrained = true;
    this.limit = this.deliveryCount;
    this.draining?.resolve(result);
    this.draining = undefined;
    for (const read of this.readers.splice(0)) read(undefined);
  }

  private async flow(credit: number, drain: boolean): Promise<{ creditLeft: number; drained: boolean }> {
    this.isDrained = false;
    this.limit = this.deliveryCount + credit;
    const answer = drain ? this.link.answers.expect<{ creditLeft: number; drained: boolean }>('end of the drain') : undefined;
    this.draining = answer;
    this.sendFlow(drain);
    return answer?.promise ?? { creditLeft: credit, drained: false };
  }

  private sendFlow(drain: boolean): void {
    const credit = Math.max(0, this.limit - this.deliveryCount);
    this.link.session.flow({ handle: uint(this.link.handle), 'delivery-count': uint(this.deliveryCount), 'link-credit': uint(credit), drain: boolean(drain) });
  }

  private async receive(patienceMs: number): Promise<WireDelivery | undefined> {
    const first = this.queue.shift();
    if (first || this.isDrained) return first;
    this.link.assertOpen();
    const delivery = await new Promise<WireDelivery | undefined>((resolve) => {
      const read = (result: WireDelivery | undefined) => {
        clearTimeout(timer);
        resolve(result);
      };
      const timer = setTimeout(() => {
        this.readers.splice(this.readers.indexOf(read), 1);
        resolve(undefined);
      }, patienceMs);
      this.readers.push(read);
    });
    if (!delivery && !this.isDrained) this.link.assertOpen();
    return delivery;
  }

  private async settle({ id }: WireDelivery, state: Typed): Promise<WireOutcome> {
    const { session, answers } = this.link;
    const answer = answers.expect<WireOutcome>('answer to the settlement');
    session.received.set(id, (fields) => answer.resolve(readOutcome(fields)));
    dispose(session, true, id, false, state);
    return answer.promise.finally(() => session.received.delete(id));
  }
}
