import type { EventEmitter } from 'node:events';
import type { BrokerLink, BrokerSession, DispositionFrame, Performative } from '#emulators/service-bus/amqp/rhea/internals';

/** AMQP 1.0 part 4, §4.5: what a transaction's control link targets, and the state of what belongs to a transaction. */
const COORDINATOR = ['amqp:coordinator:list', 0x30];
const TRANSACTIONAL = ['amqp:transactional-state:list', 0x34];
/** Source and target, the termini that rhea knows; it warns on the console of others. */
const TERMINI: readonly unknown[] = [0x28, 0x29, 'amqp:source:list', 'amqp:target:list'];

const coordinators = new WeakSet<object>();
interface Described { descriptor?: { value?: unknown } }
interface AttachFrame { performative: Performative & { source?: Described | null; target?: Described | null } }

const descriptorOf = (value: unknown): unknown => (value as Described | null | undefined)?.descriptor?.value;

/** Whether a link is for a transaction's control. */
export const isCoordinated = (link: BrokerLink): boolean => coordinators.has(link.remote.attach);

/** Whether a delivery's state makes it part of a transaction. */
export const isTransactional = (state: unknown): boolean => TRANSACTIONAL.includes(descriptorOf(state) as string | number);

/** Tells control links from others before rhea drops what they target, and hands over settlements within a transaction as `transactional`. */
export function noticeTransactions(session: BrokerSession): void {
  const onAttach = session.on_attach.bind(session);
  session.on_attach = (frame: AttachFrame) => {
    const { performative } = frame;
    if (COORDINATOR.includes(descriptorOf(performative.target) as string | number)) coordinators.add(performative);
    for (const end of ['source', 'target'] as const) if (!TERMINI.includes(descriptorOf(performative[end]))) performative[end] = null;
    onAttach(frame);
  };
  const onDisposition = session.on_disposition.bind(session);
  session.on_disposition = (frame: DispositionFrame) => {
    const { role, first, last, state } = frame.performative;
    if (!role || !isTransactional(state)) return onDisposition(frame);
    for (let id = first; id <= (last ?? first); id += 1) {
      const delivery = session.outgoing.deliveries.by_id(id);
      (delivery?.link as EventEmitter | undefined)?.emit('transactional', { delivery });
    }
  };
}
