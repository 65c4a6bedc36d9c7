import type { EventContext, Typed } from 'rhea';
import { MOST_WAITING } from '#emulators/service-bus/amqp/outflow';
import { ACCEPTED, rejectedWith } from '#emulators/service-bus/amqp/outcomes';
import type { Peer } from '#emulators/service-bus/amqp/peer';
import { type Request, readRequest } from '#emulators/service-bus/amqp/request';
import { codec } from '#emulators/service-bus/amqp/rhea/codec';
import { echoTermini } from '#emulators/service-bus/amqp/rhea/echo-termini';
import type { BrokerReceiver, BrokerSender } from '#emulators/service-bus/amqp/rhea/internals';
import { echoSettleModes } from '#emulators/service-bus/amqp/settle-modes';
import { notEmulated, serverBusy } from '#emulators/service-bus/state/fault';

const CREDIT = 100;

export interface Response { application_properties: Record<string, unknown>; body?: unknown }

/** Reply links whose attach is on the wire: rhea would send a transfer before its link's own attach. */
const announced = new WeakSet<BrokerSender>();

/** The receiving half of a request-response pair: where the answers go. */
export function attachReplies(link: BrokerSender): void {
  setImmediate(() => announced.add(link));
  echoSettleModes(link);
  echoTermini(link);
}

/** The sending half: each request is accepted and answered on the pair's other link. */
export function attachRequests(peer: Peer, link: BrokerReceiver, node: string, answer: (request: Request, reply: (response: Response) => void) => void): void {
  echoTermini(link);
  link.set_credit_window(CREDIT);
  link.add_credit(CREDIT);
  link.on('message', ({ message, delivery }: EventContext) => {
    if (link.transactional) return delivery?.update(true, rejectedWith(notEmulated('Transactions are')));
    const request = readRequest(message as unknown as Buffer);
    // Of answers that nobody takes there would be ever more.
    const taker = replyLink(peer, node, request.replyTo);
    if ((taker && unsent(taker) > MOST_WAITING) || peer.outflow.full(() => undefined)) return void delivery?.update(true, rejectedWith(serverBusy()));
    delivery?.update(true, ACCEPTED);
    answer(request, (response) => {
      const reply = replyLink(peer, node, request.replyTo);
      // Without the other link there is nobody to answer; its client will time out as it would with the cloud.
      if (reply) send(reply, encode(request, response));
    });
  });
}

/** The bytes of answers that wait for credit, or for the window, of a reply link's session. */
function unsent({ session: { outgoing } }: BrokerSender): number {
  let bytes = 0;
  for (let id = outgoing.next_pending_delivery; id < outgoing.next_delivery_id; id += 1) {
    for (const part of outgoing.deliveries.by_id(id)?.data ?? []) bytes += part.length;
  }
  return bytes;
}

function send(reply: BrokerSender, response: Buffer): void {
  reply.timer?.used();
  if (announced.has(reply)) reply.send(response, undefined, 0);
  else setImmediate(() => send(reply, response));
}

const encode = ({ messageId }: Request, response: Response): Buffer =>
  codec.encode({ ...response, ...(messageId && isPresent(messageId) ? { correlation_id: messageId } : {}) });
const isPresent = (value: Typed): boolean => value.value !== null && value.value !== undefined;

/** By the reply-to address or name; Python's put-token has none, so any reply link of the same node will do. */
function replyLink({ connection }: Peer, node: string, replyTo: string | undefined): BrokerSender | undefined {
  const of = (matches: (link: BrokerSender) => boolean) => connection.find_sender(matches) as unknown as BrokerSender | undefined;
  const sameNode = (link: BrokerSender) => link.is_open() && link.source?.address?.toLowerCase().endsWith(node.toLowerCase());
  const addressed = replyTo === undefined ? undefined
    : of((link) => sameNode(link) && (link.name === replyTo || link.target?.address === replyTo));
  return addressed ?? of(sameNode);
}
