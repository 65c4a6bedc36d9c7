import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { EventContext, Receiver, Sender, Session, Typed } from 'rhea';
import { APPLICATION_PROPERTIES, PROPERTIES, sections } from '#emulators/service-bus/amqp/codec/sections';
import { codec, entriesOf, types } from '#emulators/service-bus/amqp/rhea/codec';
import { opened, typedSection } from '#emulators/service-bus/testing/dotnet-links';
import { asInt, asSymbol, asText } from '#emulators/service-bus/testing/dotnet-values';

const VALUE = 0x77;

/** `body` is the answer's map, values with their AMQP types. */
export interface Answer { status: number; condition?: string; body: Partial<Record<string, Typed>>; correlationId: Typed | undefined }
export interface Asked { body: unknown; properties: Record<string, unknown>; messageId?: Typed }

/**
 * A pair of links to a node (RequestResponseAmqpLink): both settle on sending, the request's has a source without an address,
 * the answer's a GUID for a target, to which requests ask to be answered. Message ids are texts with a running number.
 */
export class DotnetRequests {
  readonly #name: string;
  readonly #sender: Sender;
  readonly #receiver: Receiver;
  readonly #replyTo = randomUUID().replaceAll('-', '');
  #asked = 0;

  constructor(session: Session, name: string, address: string, properties: Record<string, Typed>) {
    this.#name = name;
    this.#sender = session.open_sender({ name: `${name}:sender`, snd_settle_mode: 1, source: {}, target: { address }, properties });
    this.#receiver = session.open_receiver({ name: `${name}:receiver`, snd_settle_mode: 1, source: { address }, target: { address: this.#replyTo }, credit_window: 50, properties });
  }

  async opened(): Promise<this> {
    await Promise.all([opened(this.#sender), opened(this.#receiver)]);
    return this;
  }

  async ask({ body, properties, messageId = types.wrap_string(`${this.#name}${this.#asked += 1}`) }: Asked): Promise<Answer> {
    const wanted = String(messageId.value);
    if (!this.#sender.sendable()) await once(this.#sender, 'sendable');
    this.#sender.send(codec.encode({ message_id: messageId, reply_to: this.#replyTo, application_properties: properties, body }), undefined, 0);
    for (;;) {
      const [{ message }] = await once(this.#receiver, 'message') as [EventContext];
      const answer = read(message as unknown as Buffer);
      if (String(answer.correlationId?.value) === wanted) return answer;
    }
  }
}

/** As AmqpResponseMessage and AmqpCbsLink read it. */
function read(bytes: Buffer): Answer {
  const valueOf = (wanted: number) => {
    const found = sections(bytes).find(({ descriptor }) => descriptor === wanted);
    return found && new types.Reader(bytes.subarray(found.value, found.end)).read();
  };
  const told = typedSection(bytes, APPLICATION_PROPERTIES);
  asText(told['statusDescription'] ?? told['status-description']);
  return {
    status: asInt(told['statusCode'] ?? told['status-code']),
    ...(told['errorCondition'] ? { condition: asSymbol(told['errorCondition']) } : {}),
    body: Object.fromEntries(entriesOf(valueOf(VALUE))), correlationId: (valueOf(PROPERTIES)?.value as Typed[] | undefined)?.[5],
  };
}
