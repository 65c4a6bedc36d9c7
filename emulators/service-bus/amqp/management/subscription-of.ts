import type { Peer } from '#emulators/service-bus/amqp/peer';
import { Fault, entityDisabled } from '#emulators/service-bus/state/fault';
import type { Queue } from '#emulators/service-bus/state/queue';
import type { Subscription } from '#emulators/service-bus/state/topic';

/** The subscription whose management node is asked about rules. @throws Fault `not-allowed` on any other entity */
export function subscriptionOf(peer: Peer, queue: Queue): Subscription {
  const subscription = queue.role === 'subscription' ? peer.broker.namespace.findSubscription(queue.name) : undefined;
  if (!subscription) throw new Fault('not-allowed', `Rules belong to subscriptions; '${queue.name}' is none.`);
  return subscription;
}

/** Neither a disabled subscription's rules nor those of a disabled topic's can be changed. @throws Fault `entity-disabled` */
export function changeableSubscriptionOf(peer: Peer, queue: Queue): Subscription {
  const subscription = subscriptionOf(peer, queue);
  for (const one of [queue, subscription.topic.inbox]) if (one.options.status === 'Disabled') throw entityDisabled('Changing rules of', one.name);
  return subscription;
}
