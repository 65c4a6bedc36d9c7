import { encodeDelivery } from '#emulators/service-bus/amqp/codec/delivery';
import type { Operation } from '#emulators/service-bus/amqp/management/operation';
import { numberField, optionalText } from '#emulators/service-bus/amqp/request';
import { peek } from '#emulators/service-bus/state/peek';

/** Nothing found is 204: the JavaScript SDK throws a 404 at its user. */
export const peekMessage: Operation = (queue, request) => {
  const count = numberField(request, 'message-count');
  const found = peek(queue, numberField(request, 'from-sequence-number'), count, optionalText(request, 'session-id'));
  if (found.length === 0) return undefined;
  const withoutBody = Boolean(request.body.get('omit-message-body')?.value);
  // A peeked message has no lock of its own, even while somebody else holds one.
  return { messages: found.map((message) => ({ message: encodeDelivery({ ...message, lock: undefined }, { state: true, withoutBody }) })) };
};
