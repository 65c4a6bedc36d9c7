import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import rhea, { type Connection, type Delivery, type EventContext, type Message, type Receiver, type Sender, type Session } from 'rhea';
import type { RunningServiceBus } from '#emulators/service-bus/index';

// A peer that talks as Azure.Messaging.ServiceBus with Microsoft.Azure.Amqp does by their public sources (AmqpConnectionScope,
// AmqpReceiver, AmqpCbsLink): SASL MSSBCBS, a put-token for each link, a session for each link, addresses with a leading slash,
// a GUID for the receiver's target, dispositions that wait for the broker's. No .NET runs here.

type Fields = Record<string, unknown>;
type Attached = { remote: { attach: Record<string, Record<string, unknown> | null | undefined> }; credit?: number };
const { types } = rhea;
export interface Received { message: Message; delivery: Delivery; token: string }
export interface Answer { status: number; condition?: string; body: Fields; correlationId: unknown }

export class DotnetPeer implements AsyncDisposable {
  readonly #connection: Connection;
  readonly #opened: Promise<unknown>;
  #sessions = 0;

  constructor({ port }: RunningServiceBus) {
    const mechanism = { start: (done: (error: undefined, response: string) => void) => done(undefined, '') };
    this.#connection = rhea.create_container({ id: randomUUID() }).connect({
      port, host: 'localhost', reconnect: false, ...{ sasl_mechanisms: { MSSBCBS: mechanism } },
    });
    // A refused link is told by its own events; nobody listens to these.
    for (const event of ['receiver_error', 'sender_error', 'connection_error', 'session_error']) this.#connection.on(event, () => undefined);
    const gone = once(this.#connection, 'disconnected').then(() => { throw new Error('The connection is gone.'); });
    this.#opened = Promise.race([once(this.#connection, 'connection_open'), gone]);
    this.#opened.catch(() => undefined);
    gone.catch(() => undefined);
  }

  /** One session for each link. */
  session(): Session {
    const session = this.#connection.create_session();
    session.begin();
    this.#sessions += 1;
    return session;
  }

  async sender(entity: string): Promise<DotnetSender> {
    await this.authorize(entity);
    const sender = this.session().open_sender({ name: this.#name(entity), source: { address: randomUUID() }, target: { address: `/${entity}` }, properties: this.#properties() });
    await opened(sender);
    return new DotnetSender(sender);
  }

  /** `session`: a name, or null for the next one that has messages. Credit is what `receive` asks for, unless there is a prefetch. */
  async receiver(entity: string, options: { prefetch?: number; settled?: boolean; session?: unknown; timeoutMs?: number } = {}): Promise<DotnetReceiver> {
    await this.authorize(entity);
    const filter = 'session' in options ? { filter: { 'com.microsoft:session-filter': options.session } } : {};
    const receiver = this.session().open_receiver({
      name: this.#name(entity), credit_window: options.prefetch ?? 0, autoaccept: false, autosettle: options.settled ?? false,
      snd_settle_mode: options.settled ? 1 : 0, rcv_settle_mode: options.settled ? 0 : 1,
      source: { address: `/${entity}`, ...filter }, target: { address: randomUUID() }, properties: this.#properties(options.timeoutMs),
    });
    const received = new DotnetReceiver(receiver);
    await opened(receiver);
    return received;
  }

  /** A request to an entity's management node over a link pair of its own; message and correlation ids are UUIDs. */
  async request(entity: string, operation: string, body: Fields, more: Fields = {}, messageId: unknown = types.wrap_uuid(Buffer.from(randomUUID().replaceAll('-', ''), 'hex'))): Promise<Answer> {
    if (entity !== '$cbs') await this.authorize(entity);
    const address = entity === '$cbs' ? '$cbs' : `/${entity}/$management`;
    const session = this.session();
    const replyTo = randomUUID();
    const properties = { 'com.microsoft:timeout': types.wrap_uint(60_000), 'entity-type': types.wrap_string('entity-mgmt') };
    const sender = session.open_sender({ target: { address }, source: { address: replyTo }, properties });
    const receiver = session.open_receiver({ source: { address }, target: { address: replyTo }, credit_window: 50, properties });
    await Promise.all([opened(sender), opened(receiver)]);
    const answered = once(receiver, 'message') as Promise<[EventContext]>;
    sender.send({ message_id: messageId as string, reply_to: replyTo, application_properties: { operation, ...more }, body: operation === 'put-token' ? body['token'] : types.wrap_map(body) });
    const [{ message }] = await answered;
    session.close();
    const { statusCode, errorCondition, ...others } = message?.application_properties ?? {};
    return {
      status: Number(statusCode ?? others['status-code']), ...(errorCondition ? { condition: String(errorCondition) } : {}),
      body: (message?.body ?? {}) as Fields, correlationId: message?.correlation_id,
    };
  }

  async authorize(entity: string): Promise<void> {
    await this.#opened;
    const { status } = await this.request('$cbs', 'put-token', { token: 'SharedAccessSignature sr=any' }, {
      type: 'servicebus.windows.net:sastoken', name: `amqps://localhost/${entity}`, expiration: types.wrap_timestamp(Date.now() + 1_200_000),
    });
    if (status >= 300) throw new Error(`put-token: ${status}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#connection, 'connection_close');
    this.#connection.close();
    await closed;
  }

  #name = (entity: string) => `${this.#connection.container_id};1:${this.#sessions}:1:source(address:/${entity})-${randomUUID()}`;
  #properties = (timeoutMs = 60_000) => ({ 'com.microsoft:timeout': types.wrap_uint(timeoutMs) });
}

/** The broker's attach, which the library's types hide. */
export const attachOf = (link: Sender | Receiver) => (link as unknown as Attached).remote.attach;

/** Resolves when the broker has attached the link; rejects with its error when it detaches it at once. */
async function opened(link: Sender | Receiver): Promise<void> {
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

class DotnetSender {
  readonly #sender: Sender;
  constructor(sender: Sender) { this.#sender = sender; }

  /** The broker's outcome: `accepted`, or the condition of its refusal. */
  send = (message: Message): Promise<string> => this.#outcome(() => this.#sender.send(message));
  /** An envelope whose data sections are messages, in Service Bus' own message format. */
  batch = (envelope: Buffer): Promise<string> => this.#outcome(() => this.#sender.send(envelope, undefined, 0x80013700));

  async #outcome(transfer: () => Delivery): Promise<string> {
    if (!this.#sender.sendable()) await once(this.#sender, 'sendable');
    const delivery = transfer();
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
      if (message && delivery) this.#arrived.push({ message, delivery, token: tokenOf(delivery.tag as Buffer) });
    });
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

  /** Drains, and says what came of it. */
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

  async close(): Promise<void> {
    const closed = once(this.link, 'receiver_close');
    this.link.close();
    await closed;
  }
}

/** A delivery tag has a GUID's bytes in .NET's order; a lock token on the wire has them in RFC 4122's. */
function tokenOf(tag: Buffer): string {
  const [a, b, c] = [tag.subarray(0, 4), tag.subarray(4, 6), tag.subarray(6, 8)].map((part) => Buffer.from(part).reverse().toString('hex'));
  return `${a}${b}${c}${tag.subarray(8).toString('hex')}`;
}
export const uuids = (...hex: string[]) => types.wrap_array(hex.map((one) => Buffer.from(one, 'hex')), 0x98, undefined);

const state = (descriptor: number, ...fields: unknown[]): object => types.described_nc(types.wrap_ulong(descriptor), types.wrap_list(fields));
export const ACCEPTED = state(0x24);
/** Abandoned, or deferred when it is undeliverable here; .NET leaves delivery-failed out. */
export const modified = (undeliverableHere: boolean, annotations?: Fields): object =>
  state(0x27, null, undeliverableHere ? true : null, annotations ? types.wrap_symbolic_map(annotations) : null);
/** `info` is a map with keys of either type; .NET's has symbols. */
export const deadLettered = (info: unknown): object => state(0x25, types.described_nc(types.wrap_ulong(0x1d), types.wrap_list([types.wrap_symbol('com.microsoft:dead-letter'), null, info])));
