import type { Typed } from 'rhea';
import { journalDeletion, modeOf, receivable } from '#emulators/service-bus/amqp/attach-receiver';
import { tie } from '#emulators/service-bus/amqp/attachment';
import { startPump } from '#emulators/service-bus/amqp/delivery-pump';
import { errorFields } from '#emulators/service-bus/amqp/errors';
import { type Peer, letGo } from '#emulators/service-bus/amqp/peer';
import { refuse, withhold } from '#emulators/service-bus/amqp/refuse';
import { types } from '#emulators/service-bus/amqp/rhea/codec';
import { echoTarget } from '#emulators/service-bus/amqp/rhea/echo-termini';
import type { BrokerSender } from '#emulators/service-bus/amqp/rhea/internals';
import { echoSettleModes } from '#emulators/service-bus/amqp/settle-modes';
import { settleByDisposition } from '#emulators/service-bus/amqp/settlement';
import { ticks } from '#emulators/service-bus/amqp/ticks';
import { Fault, sessionLockLost, sessionNotSupported } from '#emulators/service-bus/state/fault';
import type { Queue } from '#emulators/service-bus/state/queue';
import { receive } from '#emulators/service-bus/state/receive';
import type { Session, SessionHolder } from '#emulators/service-bus/state/session';
import { acceptNextSession, acceptSession, hold, releaseSession } from '#emulators/service-bus/state/session-lock';

const FILTER = 'com.microsoft:session-filter';
/** How long the cloud waits for a session when the client does not say. */
const DEFAULT_WAIT_MS = 65_000;

/** The session a receiver asks for: a name, null for any, undefined when it asks for none. */
export function sessionFilter(link: BrokerSender): string | null | undefined {
  const filter = link.source.filter as Record<string, unknown> | undefined;
  if (!filter || !(FILTER in filter)) return undefined;
  const given = filter[FILTER];
  // JavaScript sends the plain value, other SDKs a described one.
  const plain: unknown = typeof given === 'object' && given !== null && 'value' in given ? given.value : given;
  return typeof plain === 'string' ? plain : null;
}

/** The session that was granted, plain or described as the request was: Go's client reads a described one only. */
function grantedFilter(link: BrokerSender, session: string): Typed {
  const asked = (link.source.filter as Record<string, unknown>)[FILTER];
  const descriptor = typeof asked === 'object' && asked !== null && 'descriptor' in asked ? asked.descriptor : undefined;
  const granted = types.wrap_string(session);
  return descriptor ? types.described_nc(descriptor as Typed, granted) : granted;
}

/**
 * A client's receiver on a session: named, or the next one that has messages, for which the attach reply waits
 * (message-sessions; D41 to D45).
 */
export function attachSessionReceiver(peer: Peer, link: BrokerSender, path: string, wanted: string | null): void {
  const queue = receivable(peer, path);
  if (!queue.options.requiresSession) throw sessionNotSupported();
  let receiving: { stop(): void; wake(): void } | undefined;
  const holder: SessionHolder = { wake: () => receiving?.wake(), lost: () => link.close(errorFields(sessionLockLost(link.name))) };
  const granted = (session: Session) => {
    holder.lost = () => link.close(errorFields(sessionLockLost(session.id)));
    receiving = serve(peer, link, queue, session);
    tie(peer, link, queue, 'receive', () => {
      receiving?.stop();
      releaseSession(queue, session, holder);
    });
  };
  if (wanted !== null) return granted(acceptSession(queue, wanted, holder));
  const session = acceptNextSession(queue, holder);
  if (session) return granted(session);
  awaitSession(peer, link, queue, holder, granted);
}

function awaitSession(peer: Peer, link: BrokerSender, queue: Queue, holder: SessionHolder, granted: (session: Session) => void): void {
  withhold(link);
  const asked: unknown = link.properties?.['com.microsoft:timeout'];
  const wait = typeof asked === 'number' ? asked : DEFAULT_WAIT_MS;
  const cancel = queue.clock.after(wait, () => {
    letGo(peer, link);
    link.open();
    refuse(link, new Fault('timeout', `The operation did not complete within the allotted timeout of ${new Date(wait).toISOString().slice(11, 23)}.`));
  });
  const accept = (session: Session) => {
    letGo(peer, link);
    granted(hold(queue, session, holder));
    link.open();
    return true;
  };
  queue.acceptors.add(accept);
  tie(peer, link, queue, 'receive', () => {
    cancel();
    queue.acceptors.delete(accept);
  }, (why) => {
    link.open();
    refuse(link, why);
  });
}

function serve(peer: Peer, link: BrokerSender, queue: Queue, session: Session): { stop(): void; wake(): void } {
  const mode = modeOf(link);
  let waiting: (() => void) | undefined;
  echoSettleModes(link);
  link.set_source({ address: link.source.address, filter: { [FILTER]: grantedFilter(link, session.id) } });
  echoTarget(link);
  link.local.attach.properties = { 'com.microsoft:locked-until-utc': types.wrap_long(ticks(session.held?.until ?? 0)) };
  const pump = startPump(peer, link, queue.name, {
    pending: () => session.ready.head() !== undefined,
    next: () => (session.held ? receive(queue, mode, session) : undefined),
    wait: (wake) => { waiting = wake; },
    unwait: () => { waiting = undefined; },
    sent: (message) => journalDeletion(peer, link, queue, mode, message),
  });
  settleByDisposition(peer, link, queue, (thrown) => (session.held ? thrown : sessionLockLost(session.id)));
  return {
    stop: () => pump.stop(),
    wake() {
      const wake = waiting;
      waiting = undefined;
      wake?.();
    },
  };
}
