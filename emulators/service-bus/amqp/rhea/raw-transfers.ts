import type { Receiver } from 'rhea';
import type { BrokerReceiver, BrokerSession, DispositionFrame, TransferFrame } from '#emulators/service-bus/amqp/rhea/internals';
import { isTransactional, noticeTransactions } from '#emulators/service-bus/amqp/rhea/transactions';

/** Of a link that says nothing else: the standard tier's (service-bus-quotas). */
const MAX_MESSAGE_SIZE = 262_144;
/** Larger than any window a client is given. */
const MAX_DISPOSITION_RANGE = 1_000_000;

/** Makes a session hand over messages undecoded, so that their numeric types survive, and bounds what a peer may claim. */
export function receiveRaw(session: BrokerSession): void {
  // Python's client reads handle-max and fails without it.
  session.local.begin.handle_max = 4_294_967_295;
  const onTransfer = session.incoming.on_transfer.bind(session.incoming);
  session.incoming.on_transfer = (frame: TransferFrame, receiver: Receiver) => {
    const link = receiver as BrokerReceiver;
    if (link.is_sender()) throw new Error('A transfer came on a link that only receives.');
    if (link.credit <= 0 && !link._incomplete) throw new Error('A transfer came without credit.');
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
    const { first, last } = frame.performative;
    if ((last ?? first) - first > MAX_DISPOSITION_RANGE) throw new Error('A disposition names more deliveries than there can be.');
    onDisposition(frame);
    // rhea would tell about it in the next tick, after a management request that came behind it in the same packet.
    session.outgoing.process();
  };
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
