import { randomUUID } from 'node:crypto';
import type { Answer } from '#ring2/drift/wire/answers';
import { ReceiverWork } from '#ring2/drift/wire/link-receiver';
import { SenderWork } from '#ring2/drift/wire/link-sender';
import { type MessageParts, encodeMessage, sectionFields } from '#ring2/drift/wire/message';
import { composite } from '#ring2/drift/wire/performatives';
import { refusal } from '#ring2/drift/wire/refusal';
import { type Session, dispose } from '#ring2/drift/wire/session';
import { entry, nothing, numberOf, string, textOf } from '#ring2/drift/wire/values';
import type { WireAnswer, WireDelivery, WireReceiver, WireSender } from '#ring2/drift/wire/wire';

/** One node that is asked by messages: a link there, a link back, answers told apart by correlation-id. */
export class RequestResponse {
  private readonly session: Session;
  private readonly address: string;
  private readonly replyTo: string;
  private readonly sender: SenderWork;
  private readonly receiver: ReceiverWork;
  private readonly links: Promise<[WireSender, WireReceiver]>;
  private readonly waiting = new Map<string, Answer<WireAnswer>>();

  /** Sends both attaches. The reply link's own name is the address that answers are sent to. */
  constructor(session: Session, address: string) {
    this.session = session;
    this.address = address;
    this.replyTo = randomUUID();
    this.sender = new SenderWork(session, address, { source: { address: string(this.replyTo) } });
    this.receiver = new ReceiverWork(session, address, { name: this.replyTo, receiverSettleMode: 0, target: { address: string(this.replyTo) } });
    this.links = Promise.all([this.sender.attached(), this.receiver.attached()]);
    // Told to whoever asks; a refusal of a node that nobody asks any more must not end the process.
    this.links.catch(() => undefined);
  }

  get isOver(): boolean {
    return this.sender.link.isOver || this.receiver.link.isOver;
  }

  /** Settles when the request is written. @throws BusError when the node is refused */
  async send(parts: MessageParts): Promise<{ answer: Promise<WireAnswer> }> {
    const [sender, receiver] = await this.links;
    const id = randomUUID();
    const answer = this.receiver.link.answers.expect<WireAnswer>(`answer of ${this.address}`);
    this.waiting.set(id, answer);
    void this.collect(receiver).catch((error: Error) => answer.reject(error));
    void sender.send(encodeMessage({ ...parts, properties: { 'message-id': id, 'reply-to': this.replyTo, to: this.address, ...parts.properties } })).then(
      ({ outcome, condition, text }) => outcome === 'rejected' && answer.reject(refusal(condition ?? 'amqp:rejected', text ?? `${this.address} rejected the request`)),
      (error: Error) => answer.reject(error),
    );
    return { answer: answer.promise.finally(() => this.waiting.delete(id)) };
  }

  /** One credit for each request; answers may come in any order. */
  private async collect(receiver: WireReceiver): Promise<void> {
    await receiver.flow(this.waiting.size);
    const delivery = await receiver.receive();
    if (!delivery) return;
    if (!delivery.settled) dispose(this.session, true, delivery.id, true, composite('accepted'));
    const correlation = textOf(sectionFields('properties', delivery.sections['properties'])['correlation-id']);
    this.waiting.get(correlation ?? '')?.resolve(readAnswer(delivery));
  }
}

/** Status by Microsoft's two spellings: `status-code` on `$cbs`, `statusCode` on `$management`. */
function readAnswer({ sections }: WireDelivery): WireAnswer {
  const property = (...names: string[]) => names.map((name) => entry(sections['application-properties'], name)).find((value) => value !== undefined);
  const condition = textOf(property('errorCondition', 'error-condition'));
  const description = textOf(property('statusDescription', 'status-description'));
  return {
    status: numberOf(property('statusCode', 'status-code')) ?? 0,
    ...(condition !== undefined && { condition }), ...(description !== undefined && { description }),
    body: sections['amqp-value'] ?? nothing,
  };
}
