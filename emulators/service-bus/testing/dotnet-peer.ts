import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import rhea, { type Connection, type Session, type Typed } from 'rhea';
import type { RunningServiceBus } from '#emulators/service-bus/index';
import { DotnetReceiver, DotnetSender, opened } from '#emulators/service-bus/testing/dotnet-links';
import { COORDINATOR, IN_TRANSACTION } from '#emulators/service-bus/testing/dotnet-outcomes';
import { type Answer, DotnetRequests } from '#emulators/service-bus/testing/dotnet-requests';
import { map } from '#emulators/service-bus/testing/dotnet-values';

// A peer that talks as Azure.Messaging.ServiceBus with Microsoft.Azure.Amqp does by their public sources (AmqpConnectionScope,
// AmqpSender, AmqpReceiver, AmqpCbsLink): SASL MSSBCBS, a put-token for each link, a session for each link, addresses with a
// leading slash, a GUID for the receiver's target, dispositions that wait for the broker's. No .NET runs here.

const { types } = rhea;
const TIMEOUT = 60_000;
interface Opening { session: unknown; timeoutMs: number; prefetch: number; settled: boolean }
interface Performative { value: unknown[]; batchable?: boolean; delivery_tag?: unknown }
interface Internals {
  local: { begin: { incoming_window: number } };
  incoming: { on_transfer(frame: { performative: { message_format: number | null } }, receiver: unknown): void };
  output: (performative: Performative, payload?: Buffer) => void;
}

/** The broker may answer messages and settlements many at a time. */
const batchable = (performative: Performative): void => {
  if ('batchable' in performative) performative.batchable = true;
};
/** AMQP 1.0 part 2, §2.7.5: a transfer's eighth field is its state; rhea has none for a sender to give. */
const inTransaction = (performative: Performative): void => {
  batchable(performative);
  if ('delivery_tag' in performative) performative.value[7] = IN_TRANSACTION;
};

export class DotnetPeer implements AsyncDisposable {
  readonly #connection: Connection;
  readonly #opened: Promise<unknown>;
  readonly #requests = new Map<string, Promise<DotnetRequests>>();
  #sessions = 0;

  constructor({ port }: RunningServiceBus) {
    const mechanism = { start: (done: (error: undefined, response: string) => void) => done(undefined, '') };
    const id = `amqps://localhost/-${randomUUID().slice(0, 8)}`;
    this.#connection = rhea.create_container({ id }).connect({
      port, host: 'localhost', hostname: 'localhost', reconnect: false, idle_time_out: 60_000, max_frame_size: 65_536,
      properties: { product: 'ringproof, as .NET does', platform: 'none' }, ...{ sasl_mechanisms: { MSSBCBS: mechanism } },
    });
    // A refused link is told by its own events; nobody listens to these.
    for (const event of ['receiver_error', 'sender_error', 'connection_error', 'session_error']) this.#connection.on(event, () => undefined);
    const gone = once(this.#connection, 'disconnected').then(() => { throw new Error('The connection is gone.'); });
    this.#opened = Promise.race([once(this.#connection, 'connection_open'), gone]);
    this.#opened.catch(() => undefined);
    gone.catch(() => undefined);
  }

  /** One session for each link; `mark` changes what goes out. */
  #session(mark: (performative: Performative) => void = batchable): Session {
    const session = this.#connection.create_session();
    const { incoming, local, output } = session as unknown as Internals;
    // CreateAndOpenSessionAsync: any number of unsettled transfers.
    local.begin.incoming_window = 0xffff_ffff;
    const onTransfer = incoming.on_transfer.bind(incoming);
    // rhea decodes format 0 only; what is handed over as it is keeps its types.
    incoming.on_transfer = (frame, receiver) => {
      frame.performative.message_format = null;
      onTransfer(frame, receiver);
    };
    Object.assign(session, { output: (performative: Performative, payload?: Buffer) => {
      mark(performative);
      output.call(session, performative, payload);
    } });
    session.begin();
    this.#sessions += 1;
    return session;
  }

  async sender(entity: string, transactional = false): Promise<DotnetSender> {
    await this.authorize(entity);
    const sender = this.#session(transactional ? inTransaction : batchable).open_sender({ name: this.#name(entity), source: { address: randomUUID() }, target: { address: `/${entity}` }, properties: timeout() });
    await opened(sender);
    return new DotnetSender(sender);
  }

  /** `session`: a name, or null for the next one that has messages. Credit is what `receive` asks for, unless there is a prefetch. */
  async receiver(entity: string, options: Partial<Opening> = {}): Promise<DotnetReceiver> {
    await this.authorize(entity);
    const filter = 'session' in options ? { filter: { 'com.microsoft:session-filter': options.session } } : {};
    const receiver = this.#session().open_receiver({
      name: this.#name(entity), credit_window: options.prefetch ?? 0, autoaccept: false, autosettle: options.settled ?? false,
      ...(options.settled ? { snd_settle_mode: 1 } : { rcv_settle_mode: 1 }),
      source: { address: `/${entity}`, ...filter }, target: { address: randomUUID() },
      // Only who waits for any session says how long; for all others the broker's own time-out holds.
      ...(options.session === null ? { properties: timeout(options.timeoutMs) } : {}),
    });
    const received = new DotnetReceiver(receiver);
    await opened(receiver);
    return received;
  }

  /** The link on which transactions are begun and ended (Controller). */
  async controller(): Promise<DotnetSender> {
    await this.#opened;
    const name = randomUUID().replaceAll('-', '');
    const sender = this.#session().open_sender({ name, source: { address: name, distribution_mode: 'move' }, target: {} });
    (sender as unknown as { local: { attach: { target: Typed } } }).local.attach.target = COORDINATOR;
    await opened(sender);
    return new DotnetSender(sender);
  }

  /** A request to an entity's management node, as AmqpRequestMessage makes it. */
  async request(entity: string, operation: string, body: Record<string, unknown>, more: Record<string, unknown> = {}, messageId?: Typed): Promise<Answer> {
    const requests = await this.#pair(`${entity}/$management`, () => this.authorize(`${entity}/$management`), 'entity-mgmt', { 'com.microsoft:entity-type': types.wrap_string('entity-mgmt') });
    const properties = { operation, 'com.microsoft:server-timeout': types.wrap_uint(TIMEOUT), 'com.microsoft:tracking-id': randomUUID(), ...more };
    return requests.ask({ body: map(body), properties, ...(messageId ? { messageId } : {}) });
  }

  async authorize(entity: string): Promise<void> {
    const requests = await this.#pair('$cbs', () => this.#opened, 'cbs');
    const { status } = await requests.ask({ body: 'SharedAccessSignature sr=any', properties: {
      operation: 'put-token', type: 'servicebus.windows.net:sastoken', name: `amqps://localhost/${entity}`, expiration: types.wrap_timestamp(Date.now() + 1_200_000),
    } });
    if (status >= 300) throw new Error(`put-token: ${status}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#connection, 'connection_close');
    this.#connection.close();
    await closed;
  }

  #pair(address: string, first: () => Promise<unknown>, type: string, properties: Record<string, Typed> = {}): Promise<DotnetRequests> {
    const open = async () => {
      await first();
      const session = this.#session(() => undefined);
      return new DotnetRequests(session, `${type}${this.#sessions}:`, address, { ...timeout(), ...properties }).opened();
    };
    const found = this.#requests.get(address) ?? open();
    this.#requests.set(address, found);
    return found;
  }

  #name = (entity: string) => `${this.#connection.container_id};1:${this.#sessions}:1:source(address:/${entity})-${randomUUID()}`;
}

const timeout = (ms = TIMEOUT): Record<string, Typed> => ({ 'com.microsoft:timeout': types.wrap_uint(ms) });
