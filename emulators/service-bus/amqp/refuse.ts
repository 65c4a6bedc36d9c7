import { errorFields } from '#emulators/service-bus/amqp/errors';
import type { BrokerLink } from '#emulators/service-bus/amqp/rhea/internals';

/** Refuses a link: an attach without source and target, then a detach that says why (AMQP 1.0 part 2, §2.6.3). */
export function refuse(link: BrokerLink, why: unknown): void {
  link.close(errorFields(why));
}

/** Keeps the attach reply back; rhea has already queued one when it tells about the link. */
export function withhold(link: BrokerLink): void {
  link.state.local_open = false;
  link.state.open_requests = 0;
}
