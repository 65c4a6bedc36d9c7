import { once } from 'node:events';
import type { Delivery, EventContext, Message, Receiver, Sender, Typed } from 'rhea';
import { APPLICATION_PROPERTIES, MESSAGE_ANNOTATIONS, sections } from '#emulators/service-bus/amqp/codec/sections';
import { codec, entriesOf, types } from '#emulators/service-bus/amqp/rhea/codec';

type Attached = { remote: { attach: Record<string, Record<string, unknown> | null | undefined> }; credit?: number };
type Values = Partial<Record<string, Typed>>;

/** A message as it came; `annotations` and `properties` (the application's) with their AMQP types, `token` as hex digits in RFC 4122's order. */
export interface Received { message: Message; annotations: Values; properties: Values; delivery: Delivery; token: string }

/** The broker's attach, which the library's types hide. */
export const attachOf = (link: Sender | Receiver) => (link as unknown as Attached).remote.attach;

/** Resolves when the broker has attached the link; rejects with its error when it detaches it at once. */
export async function opened(link: Sender | Receiver): Promise<void> {
  const kind = link.is_receiver() ? 'receiver' : 'sender';
  await new Promise<void>((resolve, reject) => {
    link.once(`${kind}_open`, () => {
      // A refusal is an attach without termini, then a detach with the error.
      const { source, target } = attachOf(link);
      if ((link.is_receiver() ? source : target)?.['address']) resolve();
    });
    link.once(`${kind}_error`, () => {
      const { condition, description } = link.error as { condition: string; description: string };
      reject(Object.assign(new Error(description), { condition }));
    });
  });
}

/** A section's map of an encoded message, values with their types. */
export function typedSection(message: Buffer, wanted: number): Values {
  const found = sections(message).find(({ descriptor }) => descriptor === wanted);
  return found ? Object.fromEntries(entriesOf(new types.Reader(message.subarray(found.value, found.end)).read())) : {};
}

export const decoded = (bytes: Buffer): Pick<Received, 'message' | 'annotations' | 'properties'> =>
  ({ message: codec.decode(bytes), annotations: typedSection(bytes, MESSAGE_ANNOTATIONS), properties: typedSection(bytes, APPLICATION_PROPERTIES) });

export class DotnetSender {
  readonly #sender: Sender;
  #tag = 0;
  constructor(sender: Sender) { this.#sender = sender; }

  get maxMessageSize(): unknown { return attachOf(this.#sender)['max_message_size']; }

  /** The broker's outcome: `accepted`, or the condition of its refusal. */
  send = (message: object): Promise<string> => this.sendEncoded(codec.encode(message), 0);
  /** An envelope whose data sections are messages, in Service Bus' own message format (AmqpBatchedMessageFormat). */
  batch = (envelope: object): Promise<string> => this.sendEncoded(codec.encode(envelope), 0x80013700);

  async sendEncoded(bytes: Buffer, format: number): Promise<string> {
    if (!this.#sender.sendable()) await once(this.#sender, 'sendable');
    const tag = Buffer.alloc(4);
    tag.writeInt32LE(this.#tag += 1);
    const delivery = this.#sender.send(bytes, tag, format);
    return new Promise((resolve) => {
      this.#sender.on('accepted', (context: EventContext) => context.delivery === delivery && resolve('accepted'));
      this.#sender.on('rejected', (context: EventContext) => context.delivery === delivery && resolve(conditionOf(context.delivery)));
    });
  }
}

const conditionOf = (delivery: Delivery | undefined): string => String((delivery?.remote_state as { error?: { condition?: string } } | undefined)?.error?.condition);

export class DotnetReceiver {
  readonly link: Receiver;
  readonly #arrived: Received[] = [];
  constructor(link: Receiver) {
    this.link = link;
    link.on('message', ({ message, delivery }: EventContext) => {
      if (message && delivery) this.#arrived.push({ ...decoded(message as unknown as Buffer), delivery, token: tokenOf(delivery.tag as Buffer) });
    });
  }

  /** The session that was granted, and until when (AmqpReceiver reads .NET's ticks, a long). */
  get session(): { id: string; lockedUntil: Date } {
    const { source, properties } = attachOf(this.link);
    const ticks = properties?.['com.microsoft:locked-until-utc'] as Buffer;
    return {
      id: (source?.['filter'] as Record<string, string>)['com.microsoft:session-filter'] ?? '',
      lockedUntil: new Date(Number((ticks.readBigInt64BE() - 621_355_968_000_000_000n) / 10_000n)),
    };
  }

  async receive(count = 1): Promise<Received[]> {
    if (!(this.link as unknown as Attached).credit) this.link.add_credit(count);
    while (this.#arrived.length < count) await once(this.link, 'message');
    return this.#arrived.splice(0, count);
  }

  async one(): Promise<Received> {
    const [first] = await this.receive();
    if (!first) throw new Error('No message came.');
    return first;
  }

  /** Drains, as receivers of sessions do when fewer came than were asked for, and says what came of it. */
  async drain(): Promise<Received[]> {
    const drained = once(this.link, 'receiver_drained');
    this.link.drain = true;
    this.link.add_credit(1);
    await drained;
    this.link.drain = false;
    return this.#arrived.splice(0);
  }

  /** Sends an unsettled disposition and waits for the broker's settled one: its outcome, or the condition of its refusal. */
  async dispose({ delivery }: Received, state: object): Promise<string> {
    const settled = new Promise<Delivery>((resolve) => {
      this.link.on('settled', (context: EventContext) => context.delivery === delivery && resolve(delivery));
    });
    delivery.update(false, state);
    const { remote_state } = await settled;
    const error = (remote_state as { error?: { condition: string } } | undefined)?.error;
    delivery.update(true, undefined);
    return error ? String(error.condition) : 'settled';
  }

  /** Ends the link's session, and the link only with it (AmqpConnectionScope.CloseLink). */
  async close(): Promise<void> {
    const closed = once(this.link.session, 'session_close');
    this.link.session.close();
    await closed;
  }
}

/** A delivery tag has a GUID's bytes in .NET's order; a lock token on the wire has them in RFC 4122's. */
function tokenOf(tag: Buffer): string {
  const [a, b, c] = [tag.subarray(0, 4), tag.subarray(4, 6), tag.subarray(6, 8)].map((part) => Buffer.from(part).reverse().toString('hex'));
  return `${a}${b}${c}${tag.subarray(8).toString('hex')}`;
}
