import type { Receiver } from 'rhea';
import type { BrokerReceiver, BrokerSession, DispositionFrame, TransferFrame } from '#emulators/service-bus/amqp/rhea/internals';
import { isTransactional, noticeTransactions } from '#emulators/service-bus/amqp/rhea/transactions';

/** Of a link that says nothing else: the standard tier's (service-bus-quotas). */
const MAX_MESSAGE_SIZE = 262_144;

/** Makes a session hand over messages undecoded, so that their numeric types survive, and bounds what a peer may claim. */
export function receiveRaw(session: BrokerSession): void {
  const onTransfer = session.incoming.on_transfer.bind(session.incoming);
  session.incoming.on_transfer = (frame: TransferFrame, receiver: Receiver) => {
    const link = receiver as BrokerReceiver;
    if (link.is_sender()) throw new Error('A transfer came on a link that only receives.');
    if (link.state.remote_open && !link.state.local_open) return skip(session, frame);
    if (link.credit <= 0 && !link._incomplete) {
      link.close({ condition: 'amqp:link:transfer-limit-exceeded', description: 'A transfer came without credit.' });
      return skip(session, frame);
    }
    // rhea decodes format 0 only; an absent format is handed over as it is.
    if (frame.performative.message_format === 0) frame.performative.message_format = null;
    frame.payload ??= Buffer.alloc(0);
    // By position: rhea's accessor takes the descriptor off.
    if (!link._incomplete) link.transactional = isTransactional(frame.performative.value[7]);
    boundSize(link, frame, frame.payload);
    onTransfer(frame, receiver);
  };
  noticeTransactions(session);
  const onDisposition = session.on_disposition.bind(session);
  session.on_disposition = (frame: DispositionFrame) => {
    // rhea looks every number of the range up, and a range may announce four thousand million.
    const { deliveries } = frame.performative.role ? session.outgoing : session.incoming;
    const [head, tail] = [deliveries.get_head()?.id ?? 1, deliveries.get_tail()?.id ?? 0];
    const { first, last } = frame.performative;
    if (first > tail || (last ?? first) < head) return session.outgoing.process();
    frame.performative.first = Math.max(first, head);
    frame.performative.last = Math.min(last ?? first, tail);
    onDisposition(frame);
    // rhea would tell about it in the next tick, after a management request that came behind it in the same packet.
    session.outgoing.process();
  };
}

/** What was on its way to a link that is closed is passed over; the session counts on (AMQP 1.0 part 2, §2.6.5). */
function skip({ incoming }: BrokerSession, { performative: { delivery_id: id } }: TransferFrame): void {
  incoming.next_transfer_id += 1;
  if (typeof id === 'number') incoming.next_delivery_id = id + 1;
}

const sizeSoFar = (link: BrokerReceiver): number => link._incomplete?.frames.reduce((sum, { length }) => sum + length, 0) ?? 0;

/** Of a message that is too large only the size is kept; its sender is refused when the last frame has come. */
function boundSize(link: BrokerReceiver, frame: TransferFrame, payload: Buffer): void {
  if (!link._incomplete) link.oversized = 0;
  const size = (link.oversized || sizeSoFar(link)) + payload.length;
  if (size <= (link.max_size ?? MAX_MESSAGE_SIZE)) return;
  link.oversized = size;
  if (link._incomplete) link._incomplete.frames = [];
  frame.payload = Buffer.alloc(0);
}
