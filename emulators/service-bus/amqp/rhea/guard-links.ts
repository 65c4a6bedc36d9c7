import type { BrokerLink, BrokerSender, BrokerSession, GuardedSession } from '#emulators/service-bus/amqp/rhea/internals';

/** Of the links in one session; announced. What the cloud announces is not known; rhea's work for each grows with their number. */
const HANDLE_MAX = 4_999;
const UINT_MAX = 0xffff_ffff;

/** Keeps a session's links apart, and their credit a number that can be counted down. */
export function guardLinks(of: BrokerSession): void {
  const session = of as unknown as GuardedSession;
  // Python's client reads handle-max and fails without it.
  session.local.begin.handle_max = HANDLE_MAX;
  const handles = new Map<BrokerLink, number>();
  const onAttach = session.on_attach.bind(session);
  session.on_attach = (frame) => {
    const { name, handle } = frame.performative;
    if (handle > HANDLE_MAX) throw new Error(`Handle ${handle} is above the announced maximum.`);
    if (session.remote.handles[handle]?.state.remote_open) throw new Error(`Handle ${handle} is in use.`);
    // rhea would open the old link again, with its old listeners beside the new ones.
    if (session.links[name]) throw new Error('The link name is in use in this session.');
    onAttach(frame);
    const link = session.links[name];
    if (link) handles.set(link, handle);
  };
  // rhea notes no remote handle, so that every link that was ever attached would stay.
  session.remove_link = (link) => {
    const handle = handles.get(link);
    handles.delete(link);
    if (handle !== undefined && session.remote.handles[handle] === link) delete session.remote.handles[handle];
    delete session.local.handles[link.local.handle];
    if (session.links[link.name] === link) delete session.links[link.name];
  };
  const createSender = session.create_sender.bind(session);
  session.create_sender = (name) => guardSender(createSender(name));
}

/** Credit is never below zero, serial numbers wrap, and a drain uses all of it at once instead of one by one. */
function guardSender(link: BrokerSender): BrokerSender {
  // A drain that comes without credit is answered too: go-amqp takes all of it back, and waits for that to be confirmed.
  let withoutCredit = false;
  link._get_drain = () => {
    if (!link._draining || !link._drained || (link.credit <= 0 && !withoutCredit)) return false;
    withoutCredit = false;
    link.delivery_count = (link.delivery_count + link.credit) >>> 0;
    link.credit = 0;
    return true;
  };
  const onFlow = link.on_flow.bind(link);
  link.on_flow = (frame) => {
    const { delivery_count: seen, link_credit: credit } = frame.performative;
    const behind = ((seen ?? 0) - link.delivery_count) | 0;
    frame.performative.link_credit = Math.min(UINT_MAX, Math.max(0, (credit ?? 0) + behind));
    frame.performative.delivery_count = link.delivery_count;
    withoutCredit = frame.performative.link_credit === 0;
    onFlow(frame);
  };
  return link;
}
