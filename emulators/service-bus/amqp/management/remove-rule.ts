import type { Operation } from '#emulators/service-bus/amqp/management/operation';
import { changeableSubscriptionOf } from '#emulators/service-bus/amqp/management/subscription-of';
import { textField } from '#emulators/service-bus/amqp/request';
import { deleteRule } from '#emulators/service-bus/state/entities/rules';

export const removeRule: Operation = (queue, request, peer) => {
  deleteRule(peer.broker.namespace, changeableSubscriptionOf(peer, queue), textField(request, 'rule-name'));
  return {};
};
