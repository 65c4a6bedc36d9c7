import { type Peer } from '#emulators/service-bus/amqp/peer';
import { refuse } from '#emulators/service-bus/amqp/refuse';
import type { BrokerLink } from '#emulators/service-bus/amqp/rhea/internals';
import { entityDisabled, linkDetached, serverBusy } from '#emulators/service-bus/state/fault';
import type { PlannedFault } from '#emulators/service-bus/state/fault-plan';

/** Carries an injected fault out. `refuse` is how this exchange says no while its link stays. */
export function hitBy(peer: Peer, link: BrokerLink, entity: string, { fault }: PlannedFault, refuseExchange: (why: unknown) => void): void {
  if (fault === 'drop-connection') peer.drop();
  else if (fault === 'detach') refuse(link, linkDetached(link.name));
  else if (fault === 'throttle') refuseExchange(serverBusy());
  else if (fault === 'disabled') refuseExchange(entityDisabled(link.is_receiver() ? 'Sending to' : 'Receiving from', entity));
}
