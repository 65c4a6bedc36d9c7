// The floor: the least that a broker made with rhea can do. It accepts what is sent and forgets it, and gives every
// receiver canned messages as far as its credit goes. It speaks as much of `$cbs` as the official SDK waits for.
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import rhea, { type EventContext, type Message, type Sender, type Typed } from 'rhea';
import { serveParent } from './peer-main.ts';
import { BODY } from './message.ts';

const CREDIT = 1000;
const RING = 65_536;

const codec = rhea.message as unknown as { encode(message: object): Buffer; accepted(): { described(): Typed } };
const canned = codec.encode({
  durable: false, delivery_count: 0, message_id: randomUUID(), body: rhea.message.data_section(BODY),
  message_annotations: {
    'x-opt-sequence-number': rhea.types.wrap_long(1), 'x-opt-enqueued-time': rhea.types.wrap_timestamp(Date.now()),
    'x-opt-locked-until': rhea.types.wrap_timestamp(Date.now() + 3_600_000),
  },
});
const ACCEPTED = codec.accepted().described();
const container = rhea.create_container();
const replies = new Map<string, Sender>();
for (const event of ['error', 'disconnected', 'connection_error']) container.on(event, () => undefined);

container.on('message', ({ message, delivery, receiver }: EventContext) => {
  delivery?.accept();
  if (message && receiver?.target?.address === '$cbs') putToken(message);
});
function putToken({ message_id, reply_to }: Message): void {
  const link = replies.get(String(reply_to)) ?? [...replies.values()].at(-1);
  link?.send({ correlation_id: message_id as string, application_properties: { 'status-code': 202, 'status-description': 'Accepted' }, body: null });
}

function fill(link: Sender & { delivery_count?: number; credit?: number }): void {
  if (link.source.address === '$cbs') return;
  // What is queued behind others' messages has not used its credit yet.
  const limit = (link.delivery_count ?? 0) + (link.credit ?? 0);
  let sent = handed.get(link) ?? 0;
  for (; sent < limit; sent += 1) link.send(canned, newTag(), 0);
  handed.set(link, sent);
}
const handed = new WeakMap<Sender, number>();
let tags = 0;
/** The SDK reads a lock token, sixteen bytes, from the tag. */
function newTag(): Buffer {
  const tag = Buffer.alloc(16);
  tag.writeUInt32BE((tags += 1), 12);
  return tag;
}
container.on('sender_open', ({ sender }: EventContext) => {
  if (sender?.source.address === '$cbs') replies.set(String(sender.target?.address), sender);
});
// When attach and flow arrive together rhea would send the transfer before its own attach.
container.on('sendable', ({ sender }: EventContext) => { if (sender) setImmediate(() => fill(sender)); });
container.on('sender_draining', ({ sender }: EventContext) => sender?.set_drained(true));
container.on('accepted', ({ delivery }: EventContext) => {
  if (!delivery || delivery.remote_settled) return;
  delivery.update(true, ACCEPTED);
  // The SDK never settles once its peer has: rhea's ring would overflow.
  (delivery as { remote_settled: boolean }).remote_settled = true;
});

container.sasl_server_mechanisms.enable_anonymous();
const mechanisms = container.sasl_server_mechanisms as unknown as Record<string, unknown> & { enable_plain(check: () => boolean): void };
mechanisms['MSSBCBS'] = mechanisms['ANONYMOUS'];
mechanisms.enable_plain(() => true);
const server = container.listen({
  port: 0, host: '127.0.0.1', tcp_no_delay: true, session_buffer_size: { incoming: 2048, outgoing: RING },
  receiver_options: { credit_window: CREDIT }, max_frame_size: 65_536, channel_max: 4999,
} as never);
server.on('listening', () => serveParent((server.address() as AddressInfo).port));
