import type { Socket } from 'node:net';
import type { Container, EventContext } from 'rhea';
import rhea from 'rhea';
import { admission } from '#emulators/service-bus/amqp/admission';
import { CBS_NODE, parseAddress } from '#emulators/service-bus/amqp/address';
import { tie } from '#emulators/service-bus/amqp/attachment';
import { attachReceiver } from '#emulators/service-bus/amqp/attach-receiver';
import { attachSender } from '#emulators/service-bus/amqp/attach-sender';
import { attachSessionReceiver, sessionFilter } from '#emulators/service-bus/amqp/attach-session-receiver';
import { putToken } from '#emulators/service-bus/amqp/cbs';
import { errorFields } from '#emulators/service-bus/amqp/errors';
import { hitBy } from '#emulators/service-bus/amqp/hit';
import { manage } from '#emulators/service-bus/amqp/management/node';
import { maxMessageSize } from '#emulators/service-bus/amqp/message-size';
import { watchOutflow } from '#emulators/service-bus/amqp/outflow';
import { type Broker, type Peer, findQueue, letGo, letGoAll } from '#emulators/service-bus/amqp/peer';
import { createRights } from '#emulators/service-bus/amqp/rights';
import { refuse } from '#emulators/service-bus/amqp/refuse';
import { attachReplies, attachRequests } from '#emulators/service-bus/amqp/request-response';
import { CHANNEL_MAX, MAX_FRAME_SIZE, guardConnection, guardFrames } from '#emulators/service-bus/amqp/rhea/guards';
import { guardLinks } from '#emulators/service-bus/amqp/rhea/guard-links';
import { joinWrites } from '#emulators/service-bus/amqp/rhea/join-writes';
import { CONNECTION_ENDS } from '#emulators/service-bus/amqp/rhea/internals';
import type { BrokerConnection, BrokerLink, BrokerReceiver, BrokerSender, BrokerSession, ByteStream } from '#emulators/service-bus/amqp/rhea/internals';
import { padPerformatives } from '#emulators/service-bus/amqp/rhea/padding';
import { acknowledgePromptly } from '#emulators/service-bus/amqp/rhea/prompt-ack';
import { isCoordinated } from '#emulators/service-bus/amqp/rhea/transactions';
import { receiveRaw } from '#emulators/service-bus/amqp/rhea/raw-transfers';
import { releaseSent } from '#emulators/service-bus/amqp/rhea/release-sent';
import { separateOutcomes } from '#emulators/service-bus/amqp/rhea/separate-outcomes';
import { Fault, entityNotFound, notEmulated } from '#emulators/service-bus/state/fault';

const CONNECTION_OPTIONS = {
  max_frame_size: MAX_FRAME_SIZE,
  channel_max: CHANNEL_MAX,
  idle_time_out: 240_000,
  properties: { product: 'ringproof' },
  // Peek-locked deliveries stay in a session's ring until they are settled, in order.
  session_buffer_size: { incoming: 2048, outgoing: 1_000_000 },
  sender_options: { treat_modified_as_released: false, autosettle: false },
  receiver_options: { credit_window: 0, autoaccept: false },
};

/** The AMQP side of the broker: give it byte streams that speak AMQP 1.0. */
export interface AmqpServer {
  /** `socket` is the TCP socket when the stream is one. */
  accept(stream: ByteStream, socket?: Socket): BrokerConnection;
}

export function createAmqpServer(broker: Broker): AmqpServer {
  const container = rhea.create_container({ id: broker.namespace.name });
  enableSasl(container);
  // Anything wrong with a peer is reported on its own connection, where rhea has ended it already.
  for (const event of ['error', 'protocol_error', 'connection_error', 'disconnected']) container.on(event, () => undefined);
  const admitted = new Set<BrokerConnection>();
  return {
    accept(stream, socket) {
      const connection = container.create_connection(CONNECTION_OPTIONS as never) as BrokerConnection;
      padPerformatives(connection);
      const outflow = watchOutflow(stream);
      guardConnection(connection, stream, () => outflow.afterInput());
      if (socket) acknowledgePromptly(connection, socket);
      const rights = createRights(broker.gate, broker.namespace.name, broker.namespace.clock, connection);
      const drop = () => {
        peer.dropped = true;
        stream.destroy();
        // The socket's end is heard of later; until then a message could be taken for a link that nobody reads.
        letGoAll(peer);
      };
      const close = (why: Fault) => (connection.is_open() ? connection.close(errorFields(why)) : drop());
      const admit = admission(broker, admitted, connection);
      const timer = broker.idleness.watch({ close, drop });
      const peer: Peer = { broker, connection, name: String(connection.options.id), rights, outflow, timer, admit, drop, dropped: false, cleanups: new Map() };
      route(peer);
      connection.accept(stream);
      guardFrames(connection);
      joinWrites(connection);
      return connection;
    },
  };
}

/** ANONYMOUS is JavaScript's and Python's, MSSBCBS .NET's, PLAIN and EXTERNAL other libraries': nobody is turned away. */
function enableSasl({ sasl_server_mechanisms: mechanisms }: Container): void {
  const table = mechanisms as unknown as Record<string, unknown> & { enable_anonymous(): void; enable_plain(check: () => boolean): void };
  table.enable_anonymous();
  table['MSSBCBS'] = table['ANONYMOUS'];
  table['EXTERNAL'] = table['ANONYMOUS'];
  table.enable_plain(() => true);
}

function route(peer: Peer): void {
  const { connection } = peer;
  connection.on('session_open', ({ session }: EventContext) => {
    receiveRaw(session as BrokerSession);
    guardLinks(session as BrokerSession);
    releaseSent(session as BrokerSession);
    separateOutcomes(session as BrokerSession);
  });
  connection.on('receiver_open', ({ receiver }: EventContext) => open(peer, receiver as BrokerReceiver, openForRequests));
  connection.on('sender_open', ({ sender }: EventContext) => open(peer, sender as BrokerSender, openForDeliveries));
  for (const event of ['receiver_close', 'sender_close', 'receiver_error', 'sender_error']) {
    connection.on(event, ({ receiver, sender }: EventContext) => letGo(peer, (receiver ?? sender) as BrokerLink));
  }
  for (const event of ['session_close', 'session_error']) {
    connection.on(event, ({ session }: EventContext) => letGoAll(peer, (link) => (link.session as unknown) === session));
  }
  for (const event of CONNECTION_ENDS) {
    connection.on(event, () => {
      peer.rights.stop();
      peer.timer.stop();
      letGoAll(peer);
    });
  }
}

function open<Link extends BrokerLink>(peer: Peer, link: Link, attach: (peer: Peer, link: Link) => void): void {
  if (peer.dropped) return;
  try {
    peer.admit();
    peer.rights.demand(link);
    const entity = entityOf(link);
    const hit = entity === undefined ? undefined : peer.broker.faults.decide(entity, 'attach');
    if (hit) hitBy(peer, link, entity ?? '', hit, (why) => refuse(link, why));
    else attach(peer, link);
  } catch (thrown) {
    refuse(link, thrown);
  }
}

/** What a request has around the largest message. */
const ENVELOPE = 65_536;

/** The client sends: to an entity, to a management node, to `$cbs`. */
function openForRequests(peer: Peer, link: BrokerReceiver): void {
  if (isCoordinated(link)) throw notEmulated('Transactions are');
  const address = addressOf(link.target?.address);
  if (address === CBS_NODE) return attachRequests(peer, link, CBS_NODE, (request, reply) => {
    peer.timer.trusted();
    reply(putToken(request, peer.rights.grant, (audience) => missing(peer, audience)));
  });
  const { entity, management } = parseAddress(address);
  if (!management) return attachSender(peer, link, entity);
  const queue = findQueue(peer.broker, entity);
  tie(peer, link, queue, 'manage');
  link.max_size = maxMessageSize(peer.broker, queue) + ENVELOPE;
  attachRequests(peer, link, `${entity}/$management`, (request, reply) => manage(peer, link, queue, request, reply));
}

/** The client receives: from an entity or a session, or the answers of a node. */
function openForDeliveries(peer: Peer, link: BrokerSender): void {
  const address = addressOf(link.source?.address);
  if (address === CBS_NODE) return attachReplies(link);
  const { entity, management } = parseAddress(address);
  if (management) {
    tie(peer, link, findQueue(peer.broker, entity), 'manage');
    return attachReplies(link);
  }
  const session = sessionFilter(link);
  if (session === undefined) attachReceiver(peer, link, entity);
  else attachSessionReceiver(peer, link, entity, session);
}

/** Why a token is for nothing, or undefined; one for the whole namespace names no entity. */
function missing({ broker }: Peer, audience: string): string | undefined {
  const { entity } = parseAddress(audience);
  if (!entity.includes('://') && entity !== '' && entity !== CBS_NODE && !broker.namespace.find(entity)) return errorFields(entityNotFound(broker.namespace.name, entity)).description;
  return undefined;
}

/** Undefined for what is no entity of the namespace. */
function entityOf(link: BrokerLink): string | undefined {
  const address: unknown = (link.is_receiver() ? link.target : link.source)?.address;
  return typeof address !== 'string' || address === CBS_NODE ? undefined : parseAddress(address).entity;
}

function addressOf(address: unknown): string {
  if (typeof address === 'string') return address;
  throw new Fault('not-implemented', 'A link needs an address: dynamic nodes are not supported.');
}
