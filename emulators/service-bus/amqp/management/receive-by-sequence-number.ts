import { encodeDelivery } from '#emulators/service-bus/amqp/codec/delivery';
import { toUuid } from '#emulators/service-bus/amqp/codec/lock-token';
import type { Operation } from '#emulators/service-bus/amqp/management/operation';
import { numberField, numbersField, optionalText } from '#emulators/service-bus/amqp/request';
import { types } from '#emulators/service-bus/amqp/rhea/codec';
import { receiveDeferred } from '#emulators/service-bus/state/deferred';

export const receiveBySequenceNumber: Operation = (queue, request) => {
  const mode = numberField(request, 'receiver-settle-mode') === 0 ? 'receive-and-delete' : 'peek-lock';
  const found = receiveDeferred(queue, numbersField(request, 'sequence-numbers'), mode, optionalText(request, 'session-id'));
  return {
    messages: found.map((message) => ({
      ...(message.lock ? { 'lock-token': types.wrap_uuid(toUuid(message.lock.token)) } : {}),
      message: encodeDelivery(message, { state: true, lockToken: true }),
    })),
  };
};
