import type { Operation } from '#emulators/service-bus/amqp/management/operation';
import { numbersField } from '#emulators/service-bus/amqp/request';
import { cancelScheduled } from '#emulators/service-bus/state/schedule';

export const cancelScheduledMessage: Operation = (queue, request) => {
  cancelScheduled(queue, numbersField(request, 'sequence-numbers'));
  return {};
};
